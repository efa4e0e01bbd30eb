// The session on the page: a question, an answer that is kept before anything is said of it,
// the verdict in words, the key and the evidence. The focus goes where the learner is to read on.

const deck = JSON.parse(byId("deck").textContent);
const articles = document.querySelectorAll("#list > article");
const progress = new Progress(deck.uid);
const opened = Date.now();
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
  session = new Session(deck.items, progress, studyDay(new Date()));
  askNext(hasFocus);
}

function askNext(hasFocus) {
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
  ["slip", "moved", "verdict", "given", "feedback"].forEach(empty);
  byId("result").className = "";
  ["judge", "onward"].forEach((id) => setShown(id, false));
  setShown("ways", true);
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
  keep(answer === null ? null : room.words(answer, verdict), verdict);
  closeQuestion(answer, verdict);
  const reason = verdict.reason ? ` ${say(`reason-${verdict.reason}`)}` : "";
  const sign = verdict.mark === "wrong" ? "✗ " : "✓ ";
  byId("verdict").textContent = sign + say(verdict.mark) + reason;
  byId("result").className = verdict.mark;
  setShown("judge", false);
  setShown("onward", true);
  if (verdict.mark === "wrong") {
    session.comeBack(item);
  }
  tellProgress();
  byId("result").focus();
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
    .filter((child) => child.nodeName !== "SUMMARY")
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
  const now = new Date();
  const day = studyDay(now);
  const rating = verdict.mark === "wrong" ? 1 : current.isHinted ? 2 : 3; // as in the terminal
  progress.add({
    type: "review",
    deck: deck.uid,
    item: current.item.id,
    at: now.toISOString(),
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

// A digit chooses an option; Enter on the option checks it as in any form, and behind the feedback
// it goes on, as long as no button has the focus that it would press.
function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) {
    return;
  }
  const isOnward = !byId("onward").hidden && !byId("asking").hidden;
  if (event.key === "Enter" && isOnward && !event.target.closest("button, a, summary")) {
    event.preventDefault();
    askNext(true);
    return;
  }
  const isTyping = event.target.matches("input[type=text], textarea, select");
  if (/^[1-9]$/.test(event.key) && !isTyping) {
    const box = byId("room").querySelectorAll("input[name=option]")[Number(event.key) - 1];
    if (box && !box.disabled) {
      box.focus();
      box.click();
    }
  }
}

function skip() {
  session.putLast(current.item);
  askNext(true);
}

function finish() {
  const values = { total: deck.items.length, right: session.rightAtFirst() };
  byId("finished").textContent = say("finished", values);
}

function tellProgress() {
  const refused = progress.isFull ? "storage-full" : "not-kept";
  const words = say(progress.isKept ? "kept-here" : refused);
  if (byId("kept").textContent !== words) {
    byId("kept").textContent = words;
  }
  byId("kept").classList.toggle("warning", !progress.isKept);
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
  document.addEventListener("keydown", press);
}

listen();
begin(false);
setShown("session", true);
