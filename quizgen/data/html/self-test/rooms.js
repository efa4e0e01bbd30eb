// Where an answer is given. A room has the element to show, `answer()` (null as long as there is
// none that could be marked), `slip` (what to say then), `words(answer)` for the log, and
// `show(verdict, answer)`, which marks what was given. Text gets in as text, or as copies of nodes
// that the page was delivered with.

function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

function contentOf(node) {
  const copy = document.createDocumentFragment();
  Array.from(node.childNodes).forEach((child) => copy.append(child.cloneNode(true)));
  return copy;
}

// As the log has it: a line break is a space.
function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return node.data;
  }
  return node.nodeName === "BR" ? " " : Array.from(node.childNodes, textOf).join("");
}

function say(word, values) {
  return deck.words[word].replace(/\{(\w+)\}/g, (place, name) => {
    const value = (values || {})[name];
    return value === undefined ? place : String(value);
  });
}

function listed(article, name) {
  return Array.from(article.querySelectorAll(`.${name} > li`));
}

function remark(isRight, words) {
  return make("span", { class: `remark ${isRight ? "right" : "wrong"}` }, words);
}

// A sign alone, which is read aloud as a word.
function sign(isRight) {
  const made = remark(isRight, isRight ? "✓" : "✗");
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", say(isRight ? "correct" : "wrong"));
  return made;
}

function choiceRoom(item, article, seed) {
  const response = item.response;
  const options = listed(article, "options");
  const order = mixedOptions(response, seed);
  const type = response.multiple ? "checkbox" : "radio";
  const boxes = new Map();
  const labels = order.map((index, place) => {
    const box = make("input", { type, name: "option", value: String(index) });
    boxes.set(index, box);
    const text = make("span", { class: "text", dir: "auto" }, contentOf(options[index]));
    const badge = make("span", { class: "badge", "aria-hidden": "true" }, letterOf(place));
    return make("label", { class: "option" }, box, badge, text);
  });
  const role = response.multiple ? "group" : "radiogroup";
  const task = make("p", { id: "task", class: "task" }, taskOf(article));
  const element = make("div", { role, "aria-labelledby": "stem task" }, task, ...labels);
  return {
    element,
    slip: response.announced ? "choose-number" : "choose-first",
    // What could name two options names neither of them.
    boxNamed(key) {
      const named = order.filter((index, place) =>
        namesOf(place, response.fixed ? textOf(options[index]) : "").includes(key)
      );
      return named.length === 1 ? boxes.get(named[0]) : null;
    },
    answer() {
      const chosen = options.map((_, index) => index).filter((index) => boxes.get(index).checked);
      const { announced } = response;
      const isEnough = announced ? chosen.length === announced : chosen.length > 0;
      return isEnough ? chosen : null;
    },
    words: (answer) => answer.map((index) => textOf(options[index])),
    show(verdict, answer) {
      order.forEach((index, place) => {
        const isKey = Boolean(response.options[index].key);
        const isChosen = Boolean(answer) && answer.includes(index);
        labels[place].classList.toggle("right", isKey);
        labels[place].classList.toggle("wrong", isChosen && !isKey);
        if (isKey) {
          labels[place].append(remark(true, `✓ ${say("key")}`));
        }
        if (isChosen) {
          labels[place].append(remark(isKey, `${isKey ? "" : "✗ "}${say("yours")}`));
        }
      });
    },
  };
}

// Its number, its letter, and the initial of true, false and whatever else always stands there.
function namesOf(place, text) {
  const [initial] = text.toLowerCase().match(/^\p{L}/u) || [""];
  return [String(place + 1), letterOf(place).toLowerCase(), initial];
}

// Mixed anew each day, but for what has its place.
function mixedOptions(response, seed) {
  const indices = response.options.map((_, index) => index);
  if (response.fixed) {
    return indices;
  }
  const isLast = (index) => Number(response.options[index].last || 0);
  return shuffled(indices, seed, String).sort((one, other) => isLast(one) - isLast(other));
}

function taskOf(article) {
  const task = article.querySelector(".task");
  return task ? task.textContent : "";
}

function field(label, id) {
  const input = make("input", {
    id,
    type: "text",
    dir: "auto",
    maxlength: "2000",
    autocapitalize: "off",
    autocomplete: "off",
    autocorrect: "off",
    spellcheck: "false",
    "aria-describedby": "stem",
  });
  return { input, row: make("p", { class: "field" }, make("label", { for: id }, label), input) };
}

function typedRoom(item, article) {
  const count = gapsOf(item.response).length;
  const fields = Array.from({ length: count }, (_, index) =>
    field(labelOf(item.response, index, count), `field-${index + 1}`)
  );
  const task = taskOf(article);
  const inputs = fields.map((each) => each.input);
  return {
    element: make("div", {}, ...(task ? [make("p", { class: "task" }, task)] : []),
      ...fields.map((each) => each.row)),
    slip: "type-first",
    answer() {
      const texts = inputs.map((input) => input.value.trim());
      return texts.some(Boolean) ? texts : null;
    },
    words: (answer) => answer,
    show(verdict) {
      fields.forEach((each, index) => {
        const isRight = verdict.parts[index];
        if (typeof isRight === "boolean" && !verdict.isOpen) {
          each.row.append(sign(isRight));
        }
      });
    },
  };
}

function labelOf(response, index, count) {
  if (response.type === "number") {
    return response.unit ? `${say("type-number")} (${response.unit})` : say("type-number");
  }
  if (count === 1) {
    return say("type-text");
  }
  return say(response.ordered !== false ? "gap" : "part", { number: index + 1 });
}

function matchingRoom(item, article, seed) {
  const lefts = listed(article, "lefts");
  const rights = rightsOf(item.response);
  const order = shuffled(rights.map((_, index) => index), seed, String);
  // A select shows the beginning of a long text only, so all stand under them with their letters.
  const lettered = order.map((index, place) => `${letterOf(place)}. ${rights[index]}`);
  const selects = lefts.map((left, place) => {
    const empty = make("option", { value: "" }, say("pick"));
    const options = order.map((index, row) =>
      make("option", { value: String(index) }, lettered[row])
    );
    const attributes = { id: `match-${place + 1}`, "aria-describedby": "stem" };
    return make("select", attributes, empty, ...options);
  });
  const rows = lefts.map((left, place) => {
    const label = make("label", { for: `match-${place + 1}`, dir: "auto" }, contentOf(left));
    return make("li", { class: "pair" }, label, selects[place]);
  });
  const task = make("p", { class: "task" }, taskOf(article));
  const whole = lettered.map((words) => make("li", { dir: "auto" }, words));
  return {
    element: make("div", {}, task, make("ol", { class: "pairs" }, ...rows),
      make("ul", { class: "whole" }, ...whole)),
    slip: "match-first",
    answer() {
      const given = selects.map((select) => (select.value === "" ? null : Number(select.value)));
      return given.includes(null) ? null : given;
    },
    words: (answer) =>
      answer.map((right, place) => [textOf(lefts[place]), rights[right]]),
    show(verdict) {
      verdict.parts.forEach((isRight, place) =>
        rows[place].append(sign(isRight))
      );
    },
  };
}

function orderingRoom(item, article, seed) {
  const nodes = inAuthorsOrder(listed(article, "steps"), item.order);
  const steps = nodes.map(textOf);
  let order = shuffled(nodes.map((_, index) => index), seed, String);
  if (order.every((step, place) => step === place)) {
    order = order.slice(1).concat(order.slice(0, 1));
  }
  const list = make("ol", { class: "order" });
  const rows = nodes.map((node, step) => {
    const buttons = [-1, 1].map((by) => {
      const name = `${say(by < 0 ? "move-up" : "move-down")}: ${steps[step]}`;
      const made = make("button", { type: "button", "aria-label": name }, by < 0 ? "↑" : "↓");
      made.addEventListener("click", () => move(step, by));
      return made;
    });
    const text = make("span", { class: "text", dir: "auto" }, contentOf(node));
    const row = make("li", {}, text, make("span", { class: "moves" }, ...buttons));
    row.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (by && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        move(step, by);
      }
    });
    return row;
  });
  // It is the other row that is taken and put in, so that the button pressed keeps the focus.
  function move(step, by) {
    const place = order.indexOf(step);
    const other = order[place + by];
    if (other !== undefined) {
      order[place + by] = step;
      order[place] = other;
      list.insertBefore(rows[other], by < 0 ? rows[step].nextSibling : rows[step]);
    }
    const values = { number: order.indexOf(step) + 1, total: order.length };
    byId("moved").textContent = `${steps[step]}: ${say("place", values)}`;
  }
  list.append(...order.map((step) => rows[step]));
  const task = make("p", { class: "task" }, taskOf(article));
  return {
    element: make("div", {}, task, list),
    slip: "",
    answer: () => order.slice(),
    words: (answer) => answer.map((step) => steps[step]),
    show(verdict) {
      verdict.parts.forEach((isRight, place) =>
        rows[order[place]].append(sign(isRight))
      );
    },
  };
}

// A, B, …, Z, AA, AB, …, as on paper.
function letterOf(place) {
  const letters = Array.from(deck.letters);
  const rest = Math.floor(place / letters.length);
  return (rest ? letterOf(rest - 1) : "") + letters[place % letters.length];
}

// The page was delivered in an order of its own, so that without scripts nothing is given away.
function inAuthorsOrder(shown, order) {
  const sorted = [];
  order.forEach((index, place) => {
    sorted[index] = shown[place];
  });
  return sorted;
}

function openRoom(item) {
  const label = make("label", { for: "field-1" }, say("think"));
  const box = make("textarea", { id: "field-1", rows: "4", dir: "auto" });
  return {
    element: make("p", { class: "field" }, label, box),
    slip: "",
    answer: () => [box.value.trim()],
    words: (answer, verdict) => verdict.mark !== "wrong",
    show() {},
  };
}

function roomFor(item, article, seed) {
  const makers = {
    choice: choiceRoom,
    text: typedRoom,
    gaps: typedRoom,
    number: typedRoom,
    matching: matchingRoom,
    ordering: orderingRoom,
    open: openRoom,
  };
  return makers[item.response.type](item, article, seed);
}
