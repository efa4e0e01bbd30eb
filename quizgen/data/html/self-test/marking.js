// Marking, as far as a plain rule goes: what is the same but for case, spaces and punctuation is
// right, and a plain number goes by its value. Any other typed answer is open (`isOpen`): its learner
// judges it. What is called right or wrong here is so by the finer rule of quizgen/grade too. A
// verdict is {mark, reason, parts}; a part is true, false, or null where nothing was given.

const QUOTES = /[‘’‚‛′`´ʼ]/g;
const DOUBLE_QUOTES = /[“”„‟″«»‹›]/g;
const DASHES = /[‐‑‒–—―−]/g;
const AROUND = /^[ .,;:!?…"()[\]{}]+(?![-=])|[ .,;:!?…"()[\]{}]+$/g;
const QUOTED = /^["'«“„‘‚「『](.+)["'»”“’‘」』]$/;
const WORDS = /\p{L}{2}|\d{3}/u; // beside single letters marks may mean something: n! is not n

function normalise(text, hasArticles) {
  const folded = text.normalize("NFKC").toLowerCase().replace(/ς/g, "σ").replace(/ß/g, "ss");
  const unified = folded
    .normalize("NFKC")
    .replace(/[\s\x1c-\x1f\x85]+/g, " ")
    .replace(/\p{C}/gu, "")
    .replace(QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, "-")
    .replace(/ +/g, " ")
    .trim();
  const bare = WORDS.test(unified) ? unified.replace(AROUND, "") : unified;
  return (hasArticles ? bare.replace(/^(?:the|an?) +(?=\S)/, "") : bare) || unified;
}

function markText(typed, gap, hasArticles) {
  const accepted = [gap.answer].concat(gap.accepted || []);
  const isLike = (answer) => normalise(typed, hasArticles) === normalise(answer, hasArticles);
  if (!typed.trim()) {
    return { isRight: null, reason: "no-answer" };
  }
  if (gap.match === "exact") {
    return markExact(typed, accepted, isLike);
  }
  const place = accepted.findIndex(isLike);
  return place < 0
    ? { isRight: false, reason: "", isOpen: true }
    : { isRight: true, reason: place ? "variant" : "" };
}

// An exact answer is right or wrong and nothing between. But a telephone turns quotation marks by
// itself, and a keyboard has no small digits.
function markExact(typed, accepted, isLike) {
  const composed = (text) => text.normalize("NFC").trim();
  const onPhone = (text) =>
    composed(text)
      .replace(/[‘’]/g, "'")
      .replace(/[“”]/g, '"')
      .replace(/[₀-₉]/g, (digit) => digit.normalize("NFKC"));
  const isSame = (form) => (answer) => form(answer) === form(typed);
  const place = accepted.findIndex(isSame(composed));
  if (place >= 0) {
    return { isRight: true, reason: place ? "variant" : "" };
  }
  const isQuoted = accepted.map(composed).includes(composed(typed).replace(QUOTED, "$1"));
  if (accepted.some(isSame(onPhone)) || isQuoted) {
    return { isRight: true, reason: "letters" };
  }
  return { isRight: false, reason: accepted.some(isLike) ? "not-exact" : "" };
}

function gapsOf(response) {
  return response.type === "gaps" ? response.gaps : [response];
}

function markTyped(response, texts) {
  const gaps = gapsOf(response);
  const given = gaps.map((_, index) => texts[index] || "");
  const markOne = (text) => (gap) => markText(text, gap, deck.articles);
  const graded = given.map((text) => gaps.map(markOne(text)));
  const isOrdered = response.ordered !== false;
  const parts = isOrdered ? graded.map((row, index) => row[index]) : assigned(graded);
  const verdict = together(parts);
  // Where the order is free, one box may hold several answers, so that others stay empty.
  const isOpen = parts.some((part) => part.isOpen);
  const isEmpty = (part) => part.reason === "no-answer" && (isOrdered || !isOpen);
  const isSure = parts.some((part) => isEmpty(part) || part.reason === "named-twice");
  const isExactlyWrong = parts.some((part) => part.isRight === false && !part.isOpen);
  return Object.assign(verdict, { isOpen: isOpen && !isSure && !isExactlyWrong });
}

// One text for one gap, as many as can be (augmenting paths).
function assigned(graded) {
  const taken = new Map();
  const find = (text, tried) =>
    graded[text].some((part, gap) => {
      if (!part.isRight || tried.has(gap)) {
        return false;
      }
      tried.add(gap);
      if (taken.has(gap) && !find(taken.get(gap), tried)) {
        return false;
      }
      taken.set(gap, text);
      return true;
    });
  graded.forEach((_, text) => find(text, new Set()));
  const gapOf = new Map(Array.from(taken, ([gap, text]) => [text, gap]));
  return graded.map((row, text) => {
    if (gapOf.has(text)) {
      return row[gapOf.get(text)];
    }
    if (row.some((part) => part.isRight)) {
      return { isRight: false, reason: "named-twice" };
    }
    return row.find((part) => part.isOpen) || row[0];
  });
}

function together(parts) {
  const marks = parts.map((part) => part.isRight);
  if (parts.length === 1) {
    return { mark: marks[0] ? "correct" : "wrong", reason: parts[0].reason, parts: marks };
  }
  if (marks.every(Boolean)) {
    const reasons = parts.map((part) => part.reason).filter(Boolean);
    return { mark: "correct", reason: reasons[0] || "", parts: marks };
  }
  return { mark: "wrong", reason: whyWrong(parts, marks), parts: marks };
}

function whyWrong(parts, marks) {
  if (marks.every((mark) => mark === null)) {
    return "no-answer";
  }
  if (parts.some((part) => part.reason === "named-twice")) {
    return "named-twice";
  }
  if (!marks.includes(false)) {
    return "some-missing";
  }
  return marks.includes(true) ? "some-wrong" : "";
}

function markChoice(response, chosen) {
  const parts = chosen.map((option) => Boolean(response.options[option].key));
  const right = parts.filter(Boolean).length;
  const keys = response.options.filter((option) => option.key).length;
  if (right === keys && right === chosen.length) {
    return { mark: "correct", reason: "", parts };
  }
  const isSubset = right === chosen.length && right > 0;
  return { mark: "wrong", reason: isSubset ? "some-missing" : right ? "some-wrong" : "", parts };
}

// The text of rich text, without its markup; a line break is a space.
function plain(rich) {
  const textOf = { break: () => " ", code: (node) => node.text };
  const words = (node) => (textOf[node.type] || ((each) => plain(each.children)))(node);
  return rich.map((node) => (typeof node === "string" ? node : words(node))).join("");
}

function rightsOf(response) {
  return response.pairs.map((pair) => pair.right).concat(response.extras || []).map(plain);
}

// By what stands there, not by its place: two rows may have the same.
function markMatching(response, rights) {
  const shown = rightsOf(response);
  return together(
    rights.map((right, index) =>
      right === null
        ? { isRight: null, reason: "no-answer" }
        : { isRight: shown[right] === shown[index], reason: "" }
    )
  );
}

function markOrdering(response, given) {
  const steps = response.steps.map(plain);
  return together(
    given.map((step, index) => ({ isRight: steps[step] === steps[index], reason: "" }))
  );
}

// A plain number: digits, with marks that can be meant in one way, and a unit without digits.
const NUMBER = /^([-+−–])?\s?(\d[\d.,'’\s]*\d|\d|[.,]\d+)(?!\d)\s*([^\d]*)$/;
const WHOLE = /^(?:\d+|\d{1,3}(?:\s\d{3})+|[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+|(?:'\d{3})+))$/;
const GROUPED_ONCE = /^[1-9]\d{0,2}[.,]\d{3}$/;
const PARTED = /^[-+−–]?[1-9]\d{0,2}\.\d{3}(?!\d)/;

// {values, unit}: the values in plain digits, two where 1,000 may be a thousand or one; null for
// what is no plain number.
function parseNumber(typed) {
  const found = NUMBER.exec(typed.trim().replace(/’/g, "'"));
  if (!found) {
    return null;
  }
  const sign = found[1] && found[1] !== "+" ? "-" : "";
  const values = readings(found[2]).map((value) => sign + value);
  return values.length ? { values, unit: bareUnit(found[3]) } : null;
}

function readings(digits) {
  const last = Math.max(digits.lastIndexOf(","), digits.lastIndexOf("."));
  const [whole, fraction] = last < 0 ? [digits, ""] : [digits.slice(0, last), digits.slice(last + 1)];
  const isDecimal =
    last >= 0 && /^\d+$/.test(fraction) && (!whole || isWhole(whole, digits.charAt(last)));
  const found = [];
  if (isWhole(digits, "")) {
    found.push(`${bare(digits)}.0`);
  }
  if (isDecimal && (!found.length || GROUPED_ONCE.test(digits))) {
    found.push(`${bare(whole) || "0"}.${fraction}`);
  }
  return found;
}

// `decimal` is the mark of the fraction, which cannot part thousands as well.
function isWhole(digits, decimal) {
  return WHOLE.test(digits) && (decimal === "" || !digits.includes(decimal));
}

function bare(digits) {
  return digits.replace(/[,.'\s]/g, "");
}

function bareUnit(unit) {
  return unit.split(/\s+/).filter(Boolean).join(" ").replace(/^[ .,;:]+|[ .,;:]+$/g, "");
}

// Exactly, in whole numbers: 0.1 + 0.2 is 0.3 to a learner.
function isWithin(value, wanted, tolerance) {
  const places = Math.max(...[value, wanted, tolerance].map((each) => fractionOf(each).length));
  const difference = scaled(value, places) - scaled(wanted, places);
  const margin = scaled(tolerance, places);
  return difference <= margin && -difference <= margin;
}

function fractionOf(decimal) {
  return decimal.split(".")[1] || "";
}

// In plain digits what may be written with an exponent, as 1E+2.
function inDigits(number) {
  const [digits, exponent] = number.split("E");
  if (!exponent) {
    return digits;
  }
  const [whole, fraction] = [digits.split(".")[0], fractionOf(digits)];
  const by = Number(exponent);
  if (by >= 0) {
    const moved = fraction.padEnd(by, "0");
    return `${whole}${moved.slice(0, by)}.${moved.slice(by)}`;
  }
  const sign = whole.startsWith("-") ? "-" : "";
  const all = whole.replace("-", "").padStart(1 - by, "0");
  return `${sign}${all.slice(0, by)}.${all.slice(by)}${fraction}`;
}

function scaled(decimal, places) {
  const digits = decimal.split(".")[0] + fractionOf(decimal).padEnd(places, "0");
  return BigInt(digits);
}

function markNumber(response, typed) {
  const found = parseNumber(typed);
  const open = { mark: "wrong", reason: "", parts: [false], isOpen: true };
  if (!found || !isSameUnit(found.unit, bareUnit(response.unit || ""))) {
    return open;
  }
  const near = found.values.filter((value) =>
    isWithin(value, inDigits(response.value), inDigits(response.tolerance || "0"))
  ).length;
  if (near === found.values.length) {
    return { mark: "correct", reason: "", parts: [true] };
  }
  const isOtherWriting = found.values.some((value) => mayBeSame(value, found.unit, response));
  return near || isOtherWriting ? open : { mark: "wrong", reason: "number-differs", parts: [false] };
}

// Whether it may be the same number: 0.45 for 45 %; 12,000,000 for 12 million, a word that this rule
// does not know; or 2 962 for a German 2.962, in which the mark parts thousands.
function mayBeSame(value, unit, response) {
  const ratio = Number(value) / Number(response.value);
  const powers = response.unit === "%" ? [-2] : [3, 6, 9, 12];
  const isPower = (power) => Math.abs(ratio / 10 ** power - 1) < 1e-9;
  const isParted = PARTED.test(response.shown) && isPower(3);
  return isParted || (Boolean(response.unit) && !unit && powers.some(isPower));
}

// In short units case matters: mW is not MW.
function isSameUnit(typed, wanted) {
  return !typed || typed === wanted || (typed.length > 2 && normalise(typed) === normalise(wanted));
}

function markAnswer(response, answer) {
  switch (response.type) {
    case "choice":
      return markChoice(response, answer);
    case "text":
    case "gaps":
      return markTyped(response, answer);
    case "number":
      return markNumber(response, answer[0]);
    case "matching":
      return markMatching(response, answer);
    case "ordering":
      return markOrdering(response, answer);
    default:
      return { mark: "wrong", reason: "", parts: [], isOpen: true };
  }
}
