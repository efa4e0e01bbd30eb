// Marking as quizgen/grade has it, as far as a plain rule goes: what is the same after
// normalisation is right, numbers go by their value, and any other typed answer is open
// (`isOpen`): its learner judges. A verdict is {mark, reason, parts}; a part is true, false, or
// null where it was left open.

const QUOTES = /[‘’‚‛′`´ʼ]/g;
const DOUBLE_QUOTES = /[“”„‟″«»‹›]/g;
const DASHES = /[‐‑‒–—―−]/g;
const AROUND = /^[ .,;:!?…'"()[\]{}]+|[ .,;:!?…'"()[\]{}]+$/g;

function normalise(text) {
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
  return unified.replace(AROUND, "").replace(/^(?:the|an?) +(?=\S)/, "") || unified;
}

function isSameText(typed, answer, isExact) {
  return isExact ? typed.trim() === answer.trim() : normalise(typed) === normalise(answer);
}

// `gap.accepted` begins with the key; an exact answer is right or wrong and nothing between.
function markText(typed, gap) {
  if (!typed.trim()) {
    return { isRight: null, reason: "no-answer" };
  }
  const place = gap.accepted.findIndex((answer) => isSameText(typed, answer, gap.exact));
  if (place < 0) {
    return { isRight: false, reason: "", isOpen: !gap.exact };
  }
  return { isRight: true, reason: place ? "variant" : "" };
}

function markTyped(response, texts) {
  const given = response.gaps.map((_, index) => texts[index] || "");
  const graded = given.map((text) => response.gaps.map((gap) => markText(text, gap)));
  const parts = response.ordered ? graded.map((row, index) => row[index]) : assigned(graded);
  const verdict = together(parts);
  const isSure = parts.some((part) => part.reason === "no-answer" || part.reason === "named-twice");
  const isOpen = parts.some((part) => part.isOpen);
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
    const isTwice = row.some((part) => part.isRight);
    return isTwice ? { isRight: false, reason: "named-twice" } : row[0];
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
  const parts = chosen.map((option) => response.keys.includes(option));
  const right = parts.filter(Boolean).length;
  if (right === response.keys.length && right === chosen.length) {
    return { mark: "correct", reason: "", parts };
  }
  const isSubset = right === chosen.length && right > 0;
  return { mark: "wrong", reason: isSubset ? "some-missing" : right ? "some-wrong" : "", parts };
}

// By what stands there, not by its place: two rows may have the same.
function markMatching(response, rights) {
  const shown = response.rights;
  return together(
    rights.map((right, index) =>
      right === null
        ? { isRight: null, reason: "no-answer" }
        : { isRight: shown[right] === shown[index], reason: "" }
    )
  );
}

function markOrdering(response, given) {
  const steps = response.steps;
  return together(
    given.map((step, index) => ({ isRight: steps[step] === steps[index], reason: "" }))
  );
}

// Numbers: see quizgen/grade/number.py for how 1,000 and 1.000 are meant.
const NUMBER =
  /(?:\+|([-−–]))?\s?((?:[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])|[.,]?[0-9])(?:[0-9.,'’]*[0-9])?)/g;
const GROUPED = /^[1-9][0-9]{0,2}([,.'])[0-9]{3}(?:\1[0-9]{3})*$/;

// {value, unit}, the value in plain decimal digits; null unless there is exactly one number.
function parseNumber(typed) {
  const text = typed.slice(0, 200);
  const every = [];
  text.replace(NUMBER, (whole, sign, digits, start) => every.push({ whole, sign, digits, start }));
  const apart = every.filter((one) => !/\p{L}/u.test(text.charAt(one.start - 1)));
  const found = apart.length ? apart : every;
  if (found.length !== 1) {
    return null;
  }
  const value = plainDecimal(found[0].digits.replace(/\s/g, "").replace(/’/g, "'"));
  if (value === null) {
    return null;
  }
  const end = found[0].start + found[0].whole.length;
  const beside = text.slice(0, found[0].start) + " " + text.slice(end);
  return { value: (found[0].sign ? "-" : "") + value, unit: bareUnit(beside) };
}

function plainDecimal(digits) {
  const dots = digits.split(".").length - 1;
  const isGrouped = GROUPED.test(digits) && dots !== 1;
  const last = isGrouped ? -1 : Math.max(digits.lastIndexOf(","), digits.lastIndexOf("."));
  const whole = last < 0 ? digits : digits.slice(0, last);
  const fraction = last < 0 ? "" : digits.slice(last + 1);
  const grouped = GROUPED.exec(whole);
  const isPlain = /^[0-9]*$/.test(whole);
  if (!isPlain && (!grouped || grouped[1] === digits.charAt(last))) {
    return null;
  }
  if (!/^[0-9]*$/.test(fraction)) {
    return null;
  }
  return `${whole.replace(/[,.']/g, "") || "0"}.${fraction || "0"}`;
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

function scaled(decimal, places) {
  const digits = decimal.split(".")[0] + fractionOf(decimal).padEnd(places, "0");
  return BigInt(digits);
}

// null where no number was typed, which is a slip and not an answer.
function markNumber(response, typed) {
  const found = parseNumber(typed);
  if (!found) {
    return null;
  }
  if (!isWithin(found.value, response.value, response.tolerance)) {
    return { mark: "wrong", reason: "number-differs", parts: [false] };
  }
  const wanted = bareUnit(response.unit);
  if (!found.unit || found.unit === wanted) {
    return { mark: "correct", reason: "", parts: [true] };
  }
  const isClose = found.unit.toLowerCase() === wanted.toLowerCase();
  return { mark: isClose ? "close" : "wrong", reason: "unit", parts: [isClose] };
}

function markAnswer(response, answer) {
  switch (response.type) {
    case "choice":
      return markChoice(response, answer);
    case "typed":
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
