// What is asked in which order: what is due, then the author's other items, mixed anew each day,
// those of one claim or on the same words apart; a missed one comes back after three others, then
// six, then twelve. The log says what is done, so that a session which was cut off goes on from
// there.

const APART = 3;
const LOOK_AHEAD = 20;
const NEVER = "9999-12-31";

// FNV-1a, with the last mixing steps of MurmurHash 3.
function hash(text) {
  let value = 2166136261;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  }
  value = Math.imul(value ^ (value >>> 16), 2246822507);
  value = Math.imul(value ^ (value >>> 13), 3266489909);
  return (value ^ (value >>> 16)) >>> 0;
}

function shuffled(list, seed, nameOf) {
  return list
    .map((each, index) => ({ each, index, rank: hash(`${seed} ${nameOf(each)}`) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map((entry) => entry.each);
}

// `length` is how many questions are asked at a stretch; 0 is all of them.
class Session {
  constructor({ items, retention }, progress, day, length) {
    this.items = items;
    this.retention = retention || 0.9;
    this.progress = progress;
    this.day = day;
    this.before = null;
    this.misses = new Map();
    this.past = []; // where the session was before each answer, to go back to
    this.byId = new Map();
    items.forEach((item) => {
      (item.was || []).forEach((old) => this.byId.set(old, item));
    });
    items.forEach((item) => this.byId.set(item.id, item));
    const due = this.dueDays();
    const open = shuffled(this.open(), `${progress.uid} ${day}`, (item) => item.id);
    const mixed = inOrder(open, due);
    this.waiting = length ? mixed.slice(0, length) : mixed;
  }

  // What another tab has settled since is not asked any more.
  catchUp() {
    const open = new Set(this.open());
    this.waiting = this.waiting.filter((item) => open.has(item));
  }

  // Called before the answer to `item` counts, with the line of the log that keeps it.
  remember(item, review) {
    const { waiting, misses } = this;
    this.past.push({ item, review, waiting: waiting.slice(), misses: new Map(misses) });
  }

  // Back to the last answer, or to before it. Returns what was remembered.
  goBack() {
    const step = this.past.pop();
    this.waiting = step.waiting.slice();
    this.misses = new Map(step.misses);
    return step;
  }

  // The item to ask now: the first, unless it is a sibling of the one just asked.
  take() {
    const near = this.waiting.slice(0, LOOK_AHEAD);
    const place = Math.max(0, near.findIndex((item) => !areSiblings(item, this.before)));
    const [item] = this.waiting.splice(place, 1);
    this.before = item;
    return item;
  }

  // At one distance, four that are missed would go round for ever and keep the rest waiting.
  comeBack(item) {
    const earlier = this.misses.get(item) || 0;
    this.misses.set(item, earlier + 1);
    this.waiting.splice(APART * 2 ** earlier, 0, item);
  }

  putLast(item) {
    this.waiting.push(item);
  }

  // The reviews of this round by item; those of a key that has been changed since do not count.
  answered() {
    const found = new Map();
    this.progress.reviews.forEach((review) => {
      const item = this.byId.get(review.item);
      if (item && !hasChanged(review.key, item.key) && Date.parse(review.at) >= this.progress.round) {
        found.set(item, (found.get(item) || []).concat([review]));
      }
    });
    return found;
  }

  open() {
    return this.plan().open;
  }

  // An item is open until it was right, and again from the day on which it is due. Of what is due on
  // one claim or the same words, only what has waited longest comes on a day.
  plan() {
    const answered = this.answered();
    const due = this.dueDays();
    const away = this.away();
    const last = (item) => (answered.get(item) || []).slice(-1)[0];
    const isDone = (item) => {
      const isDue = (due.get(item) || NEVER) <= this.day;
      return last(item) && last(item).mark !== "wrong" && (!isDue || last(item).day >= this.day);
    };
    const open = this.items.filter((item) => !away.has(item) && !isDone(item));
    const today = this.items.filter((item) => last(item) && last(item).day >= this.day);
    const again = open.filter((item) => last(item) && last(item).day < this.day);
    const putOff = new Set(withSiblings(today, inOrder(again, due)));
    return { open: open.filter((item) => !putOff.has(item)), putOff: putOff.size };
  }

  // The due day of each item that an answer has scheduled.
  dueDays() {
    const given = new Map();
    this.progress.reviews.forEach((review) => {
      const item = this.byId.get(review.item);
      if (item && review.rating !== null) {
        given.set(item, (given.get(item) || []).concat([review]));
      }
    });
    const aim = Math.min(Math.max(this.retention, 0.7), 0.97);
    return new Map(Array.from(given, ([item, reviews]) => [item, dueDay(reviews, aim)]));
  }

  // The day on which the next question is due; empty if none ever was scheduled.
  nextDay() {
    const away = this.away();
    const days = Array.from(this.dueDays(), ([item, day]) => (away.has(item) ? NEVER : day));
    const first = days.concat([NEVER]).sort()[0].replace(NEVER, "");
    return first && first <= this.day ? dayAfter(this.day, 1) : first; // of what was put off
  }

  // What was put away in the terminal.
  away() {
    const said = new Map();
    this.progress.lines
      .filter((line) => line.type === "suspension" && this.byId.has(line.item))
      .sort((one, other) => (one.at < other.at ? -1 : 1))
      .forEach((line) => said.set(this.byId.get(line.item), line.suspended));
    return new Set(this.items.filter((item) => said.get(item)));
  }

  done() {
    return this.items.length - this.open().length;
  }

  rightAtFirst() {
    return Array.from(this.answered().values()).filter(([first]) => first.mark !== "wrong").length;
  }

  wasMissed(item) {
    const last = (this.answered().get(item) || []).slice(-1)[0];
    return Boolean(last) && last.mark === "wrong" && last.day === this.day;
  }

  // Only the first answer of a day says how well something is known.
  schedules(item, day) {
    return !this.progress.reviews.some(
      (review) => review.day === day && this.byId.get(review.item) === item
    );
  }
}

// Sorts items by the day on which they are due; what was never answered comes last.
function inOrder(items, due) {
  return items
    .map((item) => ({ item, day: due.get(item) || NEVER }))
    .sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)))
    .map(({ item }) => item);
}

// The items that have a sibling among `shown` or before them.
function withSiblings(shown, items) {
  const claims = new Set(shown.map((item) => item.claim));
  const words = new Set(shown.map((item) => item.words));
  return items.filter((item) => {
    const isBarred = claims.has(item.claim) || (item.beside || []).some((each) => words.has(each));
    if (!isBarred) {
      claims.add(item.claim);
      words.add(item.words);
    }
    return isBarred;
  });
}

function areSiblings(item, other) {
  return Boolean(other) && (item.claim === other.claim || (item.beside || []).includes(other.words));
}

// Fingerprints made in two ways (what stands before the dot) tell nothing.
function hasChanged(logged, key) {
  const way = key.split(".")[0];
  return String(logged).split(".")[0] === way && logged !== key;
}

