// The session on the page: a question, an answer that is kept before anything is said of it,
// the verdict in words, the key and the evidence. The focus goes where the learner is to read on.

const deck = JSON.parse(byId("deck").textContent);
const articles = document.querySelectorAll("#list > article");
const progress = new Progress(deck.uid);
const opened = Date.now();
// What may be typed, as in the terminal; the first is shown.
const KEYS = Object.fromEntries(["yes", "no", "undo"].map((name) => [name, say(name).split(" ")]));
let session = null;
let current = null; // {item, article, room, began}

function byId(id) {
  return document.getElementById(id);
}

function empty(id) {
  const place = byId(id);
  place.textContent = "";
  return place;
}

function setShown(id, isShown) {
  byId(id).hidden = !isShown;
}

function begin(hasFocus) {
  session = new Session(deck, progress, studyDay(new Date()), progress.length);
  askNext(hasFocus);
}

function askNext(hasFocus) {
  session.catchUp();
  const item = session.take();
  current = null;
  tellProgress();
  setShown("asking", Boolean(item));
  setShown("end", !item);
  if (item) {
    put(item);
  } else {
    finish();
  }
  if (hasFocus) {
    byId(item ? "stem" : "finished").focus();
  }
}

function put(item) {
  const article = articles[deck.items.indexOf(item)];
  const seed = `${deck.uid} ${session.day} ${item.id}`;
  current = { item, article, room: roomFor(item, article, seed), began: Date.now() };
  const values = { done: session.done(), total: deck.items.length };
  const again = session.wasMissed(item) ? ` (${say("again")})` : "";
  byId("place").textContent = say("done", values) + again;
  empty("stem").append(contentOf(article.querySelector(".stem")));
  copyInto("picture", article.querySelector(".picture"));
  copyInto("hint", article.querySelector(".hint"));
  noteHint(current, byId("hint").querySelector("details"));
  empty("room").append(current.room.element);
  ["slip", "moved", "told", "verdict", "given", "feedback"].forEach(empty);
  setShown("back", session.past.length > 0);
  byId("result").className = "";
  ["judge", "onward"].forEach((id) => setShown(id, false));
  setShown("ways", true);
  tellKeys();
}

function noteHint(question, hint) {
  if (hint) {
    hint.addEventListener("toggle", () => {
      question.isHinted = true;
    });
  }
}

function copyInto(id, node) {
  const place = empty(id);
  if (node) {
    place.append(node.cloneNode(true));
  }
}

function take(event) {
  event.preventDefault();
  if (!current || byId("ways").hidden) {
    return;
  }
  const answer = current.room.answer();
  if (!answer) {
    const values = { number: current.item.response.announced };
    empty("slip").textContent = say(current.room.slip, values);
    const control = byId("room").querySelector("input, select, textarea");
    control.focus();
    return;
  }
  current.took = Math.max(0, Date.now() - current.began);
  const verdict = markAnswer(current.item.response, answer);
  if (verdict.isOpen) {
    askToJudge(answer, verdict);
  } else {
    conclude(answer, verdict);
  }
}

function reveal() {
  current.took = Math.max(0, Date.now() - current.began);
  conclude(null, { mark: "wrong", reason: "no-answer", parts: [] });
}

function askToJudge(answer, verdict) {
  current.answer = answer;
  closeQuestion(answer, verdict);
  byId("verdict").textContent = say("judge");
  const given = answer.filter(Boolean).join("; ");
  byId("given").textContent = given ? `${say("yours")}: ${given}` : "";
  setShown("judge", true);
  tellKeys();
  byId("result").focus();
}

function judged(isRight) {
  if (byId("judge").hidden) {
    return;
  }
  const mark = isRight ? "correct" : "wrong";
  conclude(current.answer, { mark, reason: "own-judgement", parts: [], isOpen: true });
}

// Kept first, told afterwards.
function conclude(answer, verdict) {
  const { item, room } = current;
  askToStay();
  const review = keep(answer === null ? null : room.words(answer, verdict), verdict);
  session.remember(item, review);
  closeQuestion(answer, verdict);
  const reason = verdict.reason ? ` ${say(`reason-${verdict.reason}`)}` : "";
  const sign = verdict.mark === "wrong" ? "✗ " : "✓ ";
  byId("verdict").textContent = sign + say(verdict.mark) + reason;
  byId("result").className = verdict.mark;
  setShown("judge", false);
  setShown("onward", true);
  // An answer that was shown is none, and a learner's own judgement needs no second one.
  setShown("overrule", answer !== null && !verdict.isOpen);
  byId("overrule").textContent = say(verdict.mark === "wrong" ? "was-right" : "was-wrong");
  if (verdict.mark === "wrong") {
    session.comeBack(item);
  }
  tellProgress();
  tellKeys();
  byId("result").focus();
}

function overrule() {
  const { item, review } = session.goBack();
  const isRight = review.mark === "wrong";
  const rating = review.rating === null ? null : isRight ? 3 : 1;
  const mark = isRight ? "correct" : "wrong";
  progress.add({ type: "overrule", item: item.id, of: review.at, mark, rating });
  session.remember(item, review);
  if (!isRight) {
    session.comeBack(item);
  }
  byId("verdict").textContent = say(isRight ? "overruled-right" : "overruled-wrong");
  byId("result").className = mark;
  setShown("overrule", false);
  tellProgress();
  tellKeys();
  byId("result").focus();
}

// The last answer is taken back, and its question asked again, before the one that stands there.
function undo() {
  const { item, review } = session.goBack();
  progress.add({ type: "void", item: review.item, of: review.at });
  session.before = item;
  put(item);
  tellProgress();
  byId("told").textContent = say("undone");
  byId("stem").focus();
}

function closeQuestion(answer, verdict) {
  if (byId("ways").hidden) {
    return;
  }
  setShown("ways", false);
  empty("slip");
  const controls = byId("room").querySelectorAll("input, select, textarea, button");
  Array.from(controls).forEach((control) => {
    control.disabled = true;
  });
  current.room.show(verdict, answer);
  showKey(answer, verdict);
}

function showKey(answer, verdict) {
  const folded = current.article.querySelector(".answer");
  const feedback = empty("feedback");
  Array.from(folded.children)
    .filter(isNoSummary)
    .forEach((child) => feedback.append(child.cloneNode(true)));
  const parts = feedback.querySelectorAll(".parts.in-order > li");
  const given = answer ? current.room.words(answer, verdict) : [];
  Array.from(parts).forEach((part, place) => {
    const words = Array.isArray(given[place]) ? given[place][1] : given[place];
    if (words && verdict.parts[place] === false) {
      part.append(make("span", { class: "yours" }, ` (${say("your-answer", { answer: words })})`));
    }
  });
}

function keep(words, verdict) {
  const day = studyDay(new Date());
  const rating = verdict.mark === "wrong" ? 1 : current.isHinted ? 2 : 3; // as in the terminal
  progress.refresh(); // the same question may have been answered in another tab
  return progress.add({
    type: "review",
    item: current.item.id,
    day,
    session: opened,
    answer: JSON.stringify(words),
    mark: verdict.mark,
    reason: verdict.reason,
    rating: session.schedules(current.item, day) ? rating : null,
    took: current.took,
    key: current.item.key,
  });
}

// The number or the letter of an option chooses it; Enter on the option checks it as in any form.
// Behind the feedback Enter goes on, as long as no button has the focus that it would press, and
// the terminal's keys overrule the verdict and take the answer back. Where the learner types or is
// busy elsewhere on the page, no key is a command.
function press(event) {
  const { target } = event;
  const isHeld = event.ctrlKey || event.altKey || event.metaKey || event.repeat;
  const isElsewhere = target !== document.body && !target.closest("#asking");
  if (isHeld || isElsewhere || target.matches("input[type=text], textarea, select")) {
    return;
  }
  const key = event.key.toLowerCase();
  const isPressing = key === "enter" && target.closest("button, a, summary");
  const action = isPressing ? null : meant(key);
  if (action) {
    event.preventDefault();
    action();
  }
}

function meant(key) {
  if (!current) {
    return null;
  }
  const { yes, no, undo: back } = KEYS;
  const has = (id) => !byId(id).hidden;
  const isWrong = byId("result").className === "wrong";
  const box = has("ways") && current.room.boxNamed && current.room.boxNamed(key);
  const meanings = [
    [has("judge") && yes.includes(key), () => judged(true)],
    [has("judge") && no.includes(key), () => judged(false)],
    [has("onward") && key === "enter", () => askNext(true)],
    [has("onward") && back.includes(key), undo],
    [has("onward") && has("overrule") && (isWrong ? yes : no).includes(key), overrule],
    [box, () => [box.focus(), box.click()]],
  ];
  return (meanings.find(([isMeant]) => isMeant) || [null, null])[1];
}

function tellKeys() {
  const isWrong = byId("result").className === "wrong";
  let words = current.room.boxNamed ? "keys-choose" : "";
  if (!byId("judge").hidden) {
    words = "keys-judge";
  } else if (!byId("onward").hidden) {
    words = byId("overrule").hidden ? "pause-shown" : isWrong ? "pause-wrong" : "pause-right";
  } else if (byId("ways").hidden) {
    words = "";
  }
  byId("keys").textContent = words && say(words, { yes: KEYS.yes[0], no: KEYS.no[0], undo: KEYS.undo[0] });
}

function skip() {
  session.putLast(current.item);
  askNext(true);
}

function finish() {
  const { open, putOff } = session.plan();
  const left = open.length;
  const values = { total: deck.items.length, right: session.rightAtFirst(), number: left };
  byId("finished").textContent = say(left ? "paused" : "finished", values);
  const day = left ? "" : session.nextDay();
  byId("put-off").textContent = putOff ? say("put-off", { number: putOff }) : "";
  byId("next-due").textContent = day && say("next-due", { day });
  setShown("go-on", left > 0);
  setShown("again", left === 0);
}

function tellProgress() {
  const refused = progress.isFull ? "storage-full" : "not-kept";
  const words = say(progress.isKept ? "kept-here" : refused);
  if (byId("kept").textContent !== words) {
    byId("kept").textContent = words;
  }
  byId("kept").classList.toggle("warning", !progress.isKept);
  const fresh = progress.fresh ? say("fresh", { number: progress.fresh }) : "";
  if (byId("fresh").textContent !== fresh) {
    byId("fresh").textContent = fresh;
  }
}

// Another tab has answered, or deleted everything.
function hearOfOthers(event) {
  if (event.key && !event.key.startsWith(progress.name)) {
    return;
  }
  progress.refresh();
  tellProgress();
}

// A tab may stay open for days, and its questions fall due meanwhile.
function lookAgain() {
  if (!document.hidden && !byId("end").hidden && studyDay(new Date()) !== session.day) {
    begin(false);
  }
}

// Browsers grant this, if at all, to pages that are used, so it is asked for at the first answer.
function askToStay() {
  const { storage } = navigator;
  if (!progress.hasAsked && storage && storage.persist) {
    progress.hasAsked = true;
    storage.persist().catch(() => {});
  }
}

function askAgain() {
  progress.startRound(Date.now());
  begin(true);
}

function download() {
  const file = new Blob([progress.asText()], { type: "application/x-ndjson" });
  const link = make("a", { href: URL.createObjectURL(file), download: `${deck.name}.jsonl` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  progress.downloaded();
  tellProgress();
}

function load() {
  const [file] = byId("file").files;
  if (!file) {
    return;
  }
  file.text().then((text) => {
    const found = progress.merge(text);
    byId("file").value = "";
    begin(false);
    const leftOut = found && found.bad ? ` ${say("left-out", found)}` : "";
    byId("told").textContent = found ? say("loaded", found) + leftOut : say("no-history");
  });
}

function chooseLength() {
  progress.length = Number(byId("length").value);
  progress.keep();
  begin(false);
}

// Behind the questions on paper stand their answers, on a sheet of their own.
function layOut() {
  const rows = Array.from(articles).map((article) => {
    const parts = Array.from(article.querySelector(".answer").children).filter(isNoSummary);
    return make("li", {}, ...parts.map((each) => each.cloneNode(true)));
  });
  clearAway();
  const title = make("h2", {}, say("answers"));
  byId("list").after(make("section", { id: "answers" }, title, make("ol", {}, ...rows)));
}

function isNoSummary(node) {
  return node.nodeName !== "SUMMARY";
}

function clearAway() {
  const answers = byId("answers");
  if (answers) {
    answers.remove();
  }
}

function confirmDeletion(isAsked) {
  setShown("sure", isAsked);
  byId(isAsked ? "delete-no" : "delete").focus();
}

function forget() {
  setShown("sure", false);
  progress.clear();
  begin(true);
}

function listen() {
  const presses = {
    reveal,
    skip,
    undo,
    overrule,
    back: undo,
    "go-on": () => begin(true),
    load: () => byId("file").click(),
    next: () => askNext(true),
    again: askAgain,
    download,
    delete: () => confirmDeletion(true),
    "delete-no": () => confirmDeletion(false),
    "delete-yes": forget,
    "was-right": () => judged(true),
    "was-wrong": () => judged(false),
  };
  Object.entries(presses).forEach(([id, press]) => byId(id).addEventListener("click", press));
  byId("form").addEventListener("submit", take);
  byId("file").addEventListener("change", load);
  byId("length").addEventListener("change", chooseLength);
  document.addEventListener("keydown", press);
  document.addEventListener("visibilitychange", lookAgain);
  window.addEventListener("storage", hearOfOthers);
  window.addEventListener("beforeprint", layOut);
  window.addEventListener("afterprint", clearAway);
}

listen();
byId("length").value = String(progress.length);
setShown("safari", /^Apple/.test(navigator.vendor));
begin(false);
setShown("session", true);
