// What was answered: the very lines that `quizgen history` imports and exports, kept in this
// browser under the deck's uid. All local pages of a browser may share one storage, so another tab can
// have written since: what is new is added to what stands there at that moment.

// Kept beside the lines: when the round of questions began, how many lines have not been
// downloaded, and how many questions are asked at a stretch, where 0 is all.
const NUMBERS = ["round", "fresh", "length"];
const HEAD = JSON.stringify({ "quizgen-history": 1 });

class Progress {
  constructor(uid) {
    this.uid = uid;
    this.name = `quizgen ${uid}`;
    this.isKept = true;
    this.lines = [];
    this.refresh();
    this.keep(); // now, so that it is known at once whether anything is kept
  }

  // A line of the log for something that happens now; two may not have the same moment.
  add(line) {
    this.refresh();
    const known = new Set(this.lines.map(identity));
    let at = Date.now();
    let made = null;
    do {
      const moment = new Date(at).toISOString();
      made = Object.assign({ type: line.type, deck: this.uid, item: line.item, at: moment }, line);
      at += 1;
    } while (known.has(identity(made)));
    this.fresh += 1;
    this.take([made]);
    return made;
  }

  // Adds those lines of a file that are not there yet, and returns how many, and how many could not
  // be read; null if it is no history.
  merge(text) {
    const [head, ...rest] = text.replace(/^\ufeff/, "").split(/\r?\n/);
    if (parsed(head, isHead) === null) {
      return null;
    }
    this.refresh();
    const before = this.lines.length;
    this.take(this.readable(rest));
    const bad = rest.filter((row) => row.trim() && parsed(row, isLine) === null).length;
    return { number: this.lines.length - before, bad };
  }

  take(lines) {
    const known = new Set(this.lines.map(identity));
    const added = lines.filter((line) => !known.has(identity(line)) && known.add(identity(line)));
    this.lines = this.lines.concat(added);
    this.keep();
  }

  refresh() {
    if (this.isKept) {
      this.lines = this.readable((this.read(this.name) || "").split("\n"));
      NUMBERS.forEach((name) => {
        this[name] = this.storedNumber(name);
      });
    }
    this.reviews = standing(this.lines);
  }

  // From now on every question counts as unanswered; what was answered stays in the history.
  startRound(now) {
    this.round = now;
    this.keep();
  }

  clear() {
    this.lines = [];
    this.round = 0;
    this.fresh = 0;
    this.keep();
  }

  downloaded() {
    this.fresh = 0;
    this.keep();
  }

  asText() {
    return [HEAD].concat(this.lines.map((line) => JSON.stringify(line))).join("\n") + "\n";
  }

  keep() {
    this.reviews = standing(this.lines);
    try {
      localStorage.setItem(this.name, this.asText());
      NUMBERS.forEach((name) => localStorage.setItem(`${this.name} ${name}`, String(this[name])));
      this.isKept = true;
    } catch (refused) {
      this.isKept = false;
      this.isFull = refused.name === "QuotaExceededError";
    }
  }

  // Lines that cannot be read are left out, so that a spoilt storage costs no more than it must,
  // and that the download is never refused for one of them.
  readable(texts) {
    const lines = texts.map((text) => parsed(text, isLine));
    return lines.filter((line) => line && line.deck === this.uid);
  }

  storedNumber(name) {
    const number = Number(this.read(`${this.name} ${name}`));
    return Number.isFinite(number) ? number : 0;
  }

  read(name) {
    try {
      return localStorage.getItem(name);
    } catch (refused) {
      return null;
    }
  }
}

function identity(line) {
  return JSON.stringify([line.type, line.item, line.at, line.old]);
}

// The answers that were not taken back, as they were overruled last, in their order. Those of an
// exam or for practice say nothing here.
function standing(lines) {
  const about = (line) => JSON.stringify([line.item, line.of]);
  const taken = new Set(lines.filter((line) => line.type === "void").map(about));
  const overruled = new Map();
  const later = (one, other) => (one.at < other.at ? -1 : Number(one.at > other.at));
  const sorted = lines.slice().sort(later);
  sorted
    .filter((line) => line.type === "overrule")
    .forEach(({ item, of, mark, rating }) => overruled.set(about({ item, of }), { mark, rating }));
  return sorted
    .filter((line) => line.type === "review" && !line.mode)
    .map((line) => [line, JSON.stringify([line.item, line.at])])
    .filter(([, name]) => !taken.has(name))
    .map(([line, name]) => Object.assign({}, line, overruled.get(name)));
}

function parsed(text, isGood) {
  try {
    const value = JSON.parse(text);
    return value !== null && isGood(value) ? value : null;
  } catch (unreadable) {
    return null;
  }
}

function isHead(value) {
  return value["quizgen-history"] === 1;
}

const isText = (value) => typeof value === "string";
const isName = (value) => isText(value) && value !== "";
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isMoment = (value) => isText(value) && new Date(value).toISOString() === value;
const isDay = (value) => isText(value) && new Date(value).toISOString().slice(0, 10) === value;
const isOneOf = (...values) => (value) => values.includes(value);
const isRating = isOneOf(null, 1, 2, 3, 4);
const FIELDS = {
  review: {
    at: isMoment,
    session: isCount,
    day: isDay,
    answer: isText,
    mark: isOneOf("correct", "close", "wrong"),
    reason: isText,
    rating: isRating,
    took: isCount,
    key: isText,
    mode: isOneOf(undefined, "", "cram", "exam"),
  },
  void: { at: isMoment, of: isMoment },
  overrule: { at: isMoment, of: isMoment, mark: isOneOf("correct", "wrong"), rating: isRating },
  flag: { at: isMoment, remark: isText },
  suspension: { at: isMoment, suspended: isOneOf(true, false) },
  alias: { old: isName },
};

function isLine(line) {
  const fields = Object.entries(FIELDS[line.type] || { type: () => false });
  const isWhole = fields.every(([name, isGood]) => isGood(line[name]));
  return isWhole && isName(line.deck) && isName(line.item);
}

// A day runs from four in the morning, local time.
function studyDay(now) {
  const early = now.getHours() < 4 ? 1 : 0;
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - early);
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
