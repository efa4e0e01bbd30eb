// What was answered: the very lines that `quizgen history import` reads, kept in this browser
// under the deck's uid. All local pages of a browser may share one storage, so another tab can
// have written since: each answer is added to what stands there at that moment.

const HEAD = JSON.stringify({ "quizgen-history": 1 });

class Progress {
  constructor(uid) {
    this.uid = uid;
    this.name = `quizgen ${uid}`;
    this.isKept = true;
    this.reviews = [];
    this.round = 0;
    this.reviews = this.stored();
    this.round = this.storedRound();
    this.keep(); // now, so that it is known at once whether anything is kept
  }

  add(review) {
    const known = this.isKept ? this.stored() : this.reviews; // another tab may have deleted them
    this.reviews = known.concat([review]);
    this.keep();
  }

  // From now on every question counts as unanswered; what was answered stays in the history.
  startRound(now) {
    this.round = now;
    this.keep();
  }

  clear() {
    this.reviews = [];
    this.round = 0;
    this.keep();
  }

  asText() {
    return [HEAD].concat(this.reviews.map((review) => JSON.stringify(review))).join("\n") + "\n";
  }

  keep() {
    try {
      localStorage.setItem(this.name, this.asText());
      localStorage.setItem(`${this.name} round`, String(this.round));
      this.isKept = true;
    } catch (refused) {
      this.isKept = false;
      this.isFull = refused.name === "QuotaExceededError";
    }
  }

  stored() {
    const lines = (this.read(this.name) || "").split("\n");
    return lines.map(parsedReview).filter((review) => review && review.deck === this.uid);
  }

  storedRound() {
    const round = Number(this.read(`${this.name} round`));
    return Number.isFinite(round) ? round : 0;
  }

  read(name) {
    try {
      return localStorage.getItem(name);
    } catch (refused) {
      return null;
    }
  }
}

// Lines that cannot be read are left out, so that a spoilt storage costs no more than it must, and
// that the download is never refused for one of them.
function parsedReview(line) {
  try {
    const review = JSON.parse(line);
    return isReview(review) ? review : null;
  } catch (unreadable) {
    return null;
  }
}

function isReview(review) {
  const isText = (...names) => names.every((name) => typeof review[name] === "string");
  const isCount = (number) => Number.isSafeInteger(number) && number >= 0;
  return (
    review !== null &&
    review.type === "review" &&
    isText("deck", "item", "at", "day", "answer", "reason", "key") &&
    review.item !== "" &&
    new Date(review.at).toISOString() === review.at &&
    new Date(review.day).toISOString().slice(0, 10) === review.day &&
    ["correct", "close", "wrong"].includes(review.mark) &&
    [null, 1, 2, 3, 4].includes(review.rating) &&
    isCount(review.session) &&
    isCount(review.took)
  );
}

// A day runs from four in the morning, local time.
function studyDay(now) {
  const early = now.getHours() < 4 ? 1 : 0;
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - early);
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
