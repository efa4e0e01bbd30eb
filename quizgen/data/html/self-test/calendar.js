// When to ask again: FSRS-6 with the parameters that the terminal uses (quizgen/study/schedule.py),
// over local study days and without steps within a day. So a history that goes from one to the
// other is due on the same days in both.

const WEIGHTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
  0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];
const FACTOR = 0.9 ** (-1 / WEIGHTS[20]) - 1;
const LEAST_STABILITY = 0.001;
const MOST_DAYS = 36500;
const A_DAY = 86400000;

// The day on which a question is due, as 2026-03-02, after answers that are {day, rating} in the
// order in which they were given.
function dueDay(given, retention) {
  const memory = given.reduce(reviewed, null);
  const days = Math.round((memory.stability / FACTOR) * (retention ** (-1 / WEIGHTS[20]) - 1));
  const later = Math.min(Math.max(days, 1), MOST_DAYS);
  return dayAfter(given[given.length - 1].day, later);
}

function dayAfter(day, number) {
  return new Date(Date.parse(day) + number * A_DAY).toISOString().slice(0, 10);
}

function reviewed(memory, { day, rating }) {
  const last = Date.parse(day) / A_DAY;
  if (!memory) {
    return { last, stability: WEIGHTS[rating - 1], difficulty: clamped(difficultyAtFirst(rating)) };
  }
  const { stability, difficulty } = memory;
  const elapsed = last - memory.last;
  const known = (1 + (FACTOR * elapsed) / stability) ** -WEIGHTS[20];
  const stable =
    elapsed < 1
      ? stability * growthWithinADay(stability, rating)
      : rating === AGAIN
        ? forgotten(stability, difficulty, known)
        : stability * growth(stability, difficulty, known, rating);
  return {
    last,
    stability: Math.max(stable, LEAST_STABILITY),
    difficulty: difficultyAfter(difficulty, rating),
  };
}

function clamped(difficulty) {
  return Math.min(Math.max(difficulty, 1), 10);
}

function difficultyAtFirst(rating) {
  return WEIGHTS[4] - Math.exp(WEIGHTS[5] * (rating - 1)) + 1;
}

function difficultyAfter(difficulty, rating) {
  const moved = difficulty - (WEIGHTS[6] * (rating - GOOD) * (10 - difficulty)) / 9;
  return clamped(WEIGHTS[7] * difficultyAtFirst(EASY) + (1 - WEIGHTS[7]) * moved);
}

function growthWithinADay(stability, rating) {
  const by = Math.exp(WEIGHTS[17] * (rating - GOOD + WEIGHTS[18])) * stability ** -WEIGHTS[19];
  return rating === AGAIN ? by : Math.max(by, 1);
}

function forgotten(stability, difficulty, known) {
  const later = (stability + 1) ** WEIGHTS[13] - 1;
  const long =
    WEIGHTS[11] * difficulty ** -WEIGHTS[12] * later * Math.exp((1 - known) * WEIGHTS[14]);
  return Math.min(long, stability / Math.exp(WEIGHTS[17] * WEIGHTS[18]));
}

function growth(stability, difficulty, known, rating) {
  const penalty = rating === HARD ? WEIGHTS[15] : 1;
  const bonus = rating === EASY ? WEIGHTS[16] : 1;
  const room = (11 - difficulty) * stability ** -WEIGHTS[9];
  return 1 + Math.exp(WEIGHTS[8]) * room * (Math.exp((1 - known) * WEIGHTS[10]) - 1) * penalty * bonus;
}
