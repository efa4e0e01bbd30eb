// Scripts run: the session takes the place of the list of questions, unless it fails to start.
document.documentElement.className = "live";
window.onerror = function () {
  if (document.getElementById("session").hidden) {
    document.documentElement.className = "";
  }
};
