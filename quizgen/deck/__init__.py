"""What an author wrote, typed, and the filling of its texts."""
