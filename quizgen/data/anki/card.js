// What can be chosen becomes buttons, in an order that is new each time. The session keeps the
// learner's answer and what the order follows from, for the back of the card. Where it keeps
// nothing, the order follows from the date, so that both sides still agree. Plain digits, space and enter are Anki's: with
// the arrows and Alt everything can be done without them. It is written for Chrome 74 and
// Safari 13, and no two braces may touch, since card templates are in braces too.
(function () {
  "use strict";

  var card = document.querySelector(".quizgen");
  if (!card) {
    return;
  }
  var name = ["quizgen", card.getAttribute("data-deck"), hash(words(first("h1")))].join(" ");

  var isFront = card.getAttribute("data-side") === "front";
  var kept = isFront ? { card: name, seed: String(Math.random()), answer: [] } : recalled();
  if (isFront && !keep()) {
    kept.seed = today();
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth(), now.getDate()].join("-");
  }

  function keep() {
    try {
      sessionStorage.setItem("quizgen", JSON.stringify(kept));
      return true;
    } catch (refused) {
      return false;
    }
  }

  function recalled() {
    var nothing = { card: name, seed: today(), answer: [] };
    try {
      var found = JSON.parse(sessionStorage.getItem("quizgen"));
      return found && found.card === name ? found : nothing;
    } catch (refused) {
      return nothing;
    }
  }

  function remember(answer) {
    kept.answer = answer;
    keep();
  }

  function first(selector) {
    return card.querySelector(selector);
  }

  function words(element) {
    return (element.querySelector(".content") || element).textContent.trim();
  }

  function items(list) {
    return list ? Array.prototype.slice.call(list.children) : [];
  }

  // FNV-1a, with the last mixing steps of MurmurHash 3.
  function hash(text) {
    var value = 2166136261;
    for (var i = 0; i < text.length; i += 1) {
      value = Math.imul(value ^ text.charCodeAt(i), 16777619);
    }
    value = Math.imul(value ^ (value >>> 16), 2246822507);
    value = Math.imul(value ^ (value >>> 13), 3266489909);
    return (value ^ (value >>> 16)) >>> 0;
  }

  function shuffle(list) {
    if (!list || list.classList.contains("fixed")) {
      return;
    }
    items(list)
      .map(function (item, index) {
        var last = item.classList.contains("last") ? 1 : 0;
        return { item: item, last: last, rank: hash([name, kept.seed, index].join(" ")) };
      })
      .sort(function (one, other) {
        return one.last - other.last || one.rank - other.rank;
      })
      .forEach(function (entry) {
        list.appendChild(entry.item);
      });
  }

  function span(className, text) {
    var made = document.createElement("span");
    made.className = className;
    made.textContent = text;
    return made;
  }

  // The content of a list item moves into a button; `badge` is what stands before it.
  function button(item, badge, press) {
    var made = document.createElement("button");
    var text = span("text", "");
    made.type = "button";
    made.className = "tappable";
    made.setAttribute("aria-pressed", "false");
    while (item.firstChild) {
      text.appendChild(item.firstChild);
    }
    made.appendChild(span("badge", badge));
    made.appendChild(text);
    // Where a mouse has been, no focus stays behind: space and enter would press once more.
    made.addEventListener("click", function (event) {
      press(made);
      if (event.detail) {
        made.blur();
      }
    });
    item.appendChild(made);
    return made;
  }

  function setPressed(made, isPressed) {
    made.setAttribute("aria-pressed", isPressed ? "true" : "false");
  }

  function isPressed(made) {
    return made.getAttribute("aria-pressed") === "true";
  }

  function setBadge(made, text) {
    var badge = made.querySelector(".badge");
    badge.textContent = text;
    badge.classList.toggle("filled", text !== "");
  }

  function text(made) {
    return words(made.querySelector(".text"));
  }

  function offerChoice(list) {
    var isMany = list.classList.contains("many");
    var written = items(list);
    shuffle(list);
    list.classList.add("live");
    var buttons = items(list).map(function (item, index) {
      return button(item, String(index + 1), function (pressed) {
        var before = isPressed(pressed);
        if (!isMany) {
          buttons.forEach(function (other) {
            setPressed(other, false);
          });
        }
        setPressed(pressed, !(isMany && before));
        remember(
          buttons.filter(isPressed).map(function (each) {
            return written.indexOf(each.parentNode);
          })
        );
        if (!isMany && card.getAttribute("data-taps") === "1") {
          turn();
        }
      });
    });
    listen(buttons, buttons);
    tellKeys(buttons);
  }

  // Anki, AnkiDroid, AnkiWeb and AnkiMobile each turn a card in their own way. Where none of them
  // is known, the learner turns it.
  function turn() {
    if (typeof pycmd === "function") {
      pycmd("ans");
    } else if (typeof showAnswer === "function") {
      showAnswer();
    } else if (typeof study === "object" && study && study.drawAnswer) {
      study.drawAnswer();
    } else if (typeof sendMessage2 === "function") {
      sendMessage2("ankitap", "midCenter");
    }
  }

  function offerOrdering(list) {
    var sequence = [];
    shuffle(list);
    var buttons = items(list).map(function (item) {
      return button(item, "", function (pressed) {
        var place = sequence.indexOf(pressed);
        if (place < 0) {
          sequence.push(pressed);
        } else {
          sequence.splice(place, 1);
          setBadge(pressed, "");
        }
        setPressed(pressed, place < 0);
        sequence.forEach(function (each, index) {
          setBadge(each, String(index + 1));
        });
        remember(sequence.map(text));
      });
    });
    listen(buttons, buttons);
    tellKeys(buttons);
  }

  // One press takes a left side, the next one a right side for it; the next open left side is
  // then taken by itself.
  function offerMatching(leftList, rightList) {
    var matched = [];
    var current = 0;
    shuffle(rightList);
    leftList.classList.add("live");
    rightList.classList.add("live");

    function take(index) {
      current = index;
      lefts.forEach(function (left, each) {
        setPressed(left, each === index);
      });
    }

    var lefts = items(leftList).map(function (item, index) {
      matched.push("");
      return button(item, "", function () {
        take(index);
      });
    });
    var rights = items(rightList).map(function (item, index) {
      item.removeChild(item.querySelector(".label"));
      return button(item, String(index + 1), function (pressed) {
        matched[current] = text(pressed);
        setBadge(lefts[current], String(index + 1));
        rights.forEach(function (right) {
          setPressed(right, matched.indexOf(text(right)) >= 0);
        });
        remember(matched);
        take(matched.indexOf("") >= 0 ? matched.indexOf("") : current);
      });
    });
    take(0);
    listen(lefts.concat(rights), rights);
    tellKeys(rights);
  }

  // For those who have a keyboard; the style shows it to nobody else. It is put away until
  // somebody asks for it, since clients forget from one day to the next what was put away.
  function tellKeys(numbered) {
    var last = Math.min(numbered.length, 9);
    var keys = document.createElement("details");
    var summary = document.createElement("summary");
    keys.className = "keys";
    summary.textContent = "⌨";
    summary.setAttribute("aria-label", card.getAttribute("data-shortcuts"));
    summary.title = card.getAttribute("data-shortcuts");
    keys.appendChild(summary);
    ["Alt + 1 … " + last, "Tab ↑ ↓", "→ ✓"].forEach(function (key) {
      keys.appendChild(span("key-cap", key));
    });
    card.appendChild(keys);
    numbered.slice(0, 9).forEach(function (each, index) {
      each.setAttribute("aria-keyshortcuts", "Alt+" + (index + 1));
    });
  }

  function offerTyping(box) {
    if (first(".typed.number")) {
      box.setAttribute("inputmode", "decimal");
    }
    box.setAttribute("autocapitalize", "none");
  }

  // Whoever has part of it right is told how much; `besides` counts what was chosen and is wrong.
  function showVerdict(right, total, besides) {
    var place = first(".verdict");
    var isRight = right === total && !besides;
    var result = isRight ? "right" : right && total > 1 ? "partly" : "wrong";
    var told = card.getAttribute("data-" + result).replace("{right}", right).replace("{total}", total);
    if (result === "partly" && besides) {
      told += ", " + card.getAttribute("data-besides").replace("{number}", besides);
    }
    place.classList.add(result);
    place.textContent = { right: "✓ ", partly: "◐ ", wrong: "✗ " }[result] + told;
  }

  function yours(answer) {
    var label = card.getAttribute("data-yours");
    return span("yours", answer ? label + ": " + answer : label);
  }

  function judgeChoice(list, answer) {
    var written = items(list);
    shuffle(list);
    if (!answer.length) {
      return;
    }
    answer.forEach(function (index) {
      var item = written[index];
      item.classList.add(item.classList.contains("key") ? "right" : "wrong");
      item.appendChild(yours(""));
    });
    showVerdict(counted(list, "right"), counted(list, "key"), counted(list, "wrong"));
  }

  function counted(list, className) {
    return list.querySelectorAll("li." + className).length;
  }

  function judgeInPlace(list, answer) {
    if (!answer.some(Boolean)) {
      return;
    }
    items(list).forEach(function (item, index) {
      var isSame = answer[index] === words(item);
      var mark = span("mark", isSame ? "✓" : "✗");
      item.classList.add(isSame ? "right" : "wrong");
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", card.getAttribute(isSame ? "data-right" : "data-wrong"));
      item.insertBefore(mark, item.firstChild);
      if (!isSame && answer[index]) {
        item.appendChild(yours(answer[index]));
      }
    });
    showVerdict(counted(list, "right"), items(list).length, 0);
  }

  // What was typed stands before the arrow of the comparison, whichever box it was typed into:
  // AnkiDroid has one of its own. A `typeMissed` there marks letters that are not there, and what
  // has an id is a sign. Where nothing was typed, there are no marks at all.
  function typedWords(comparison) {
    var found = "";
    var node = comparison && comparison.querySelector("span") ? comparison.firstChild : null;
    for (; node && node.nodeName !== "BR"; node = node.nextSibling) {
      if (!node.id && !(node.classList && node.classList.contains("typeMissed"))) {
        found += node.textContent;
      }
    }
    return found;
  }

  // As Anki compares what is typed letter by letter, the verdict is for what it cannot know:
  // capitals, other answers that count, and numbers near enough. It never calls an answer wrong,
  // but it counts the gaps that are right.
  function judgeTyping(place) {
    var comparison = first("#typeans");
    var answer = typedWords(comparison);
    var gaps = Array.prototype.slice.call(card.querySelectorAll(".question .cloze"));
    var right = answer && (gaps.length ? rightGaps(gaps, answer) : isAccepted(place, answer) ? 1 : 0);
    var total = gaps.length || 1;
    if (gaps.length) {
      leaveOut(gaps);
    }
    if (right) {
      showVerdict(right, total, 0);
    }
    if (right === total) {
      place.appendChild(yours(answer));
      comparison = first(".typed");
    }
    if (comparison && (right === total || !answer)) {
      comparison.parentNode.removeChild(comparison);
    }
  }

  // A text has one list for all its gaps, and a card asks about some of them.
  function leaveOut(gaps) {
    items(first(".answers")).forEach(function (item) {
      var isAsked = gaps.some(function (gap) {
        return gap.textContent === item.firstChild.textContent;
      });
      if (!isAsked) {
        item.parentNode.removeChild(item);
      }
    });
  }

  // One gap takes all that was typed. Several take a part each, as Anki joins their answers.
  function rightGaps(gaps, answer) {
    var parts = gaps.length > 1 ? answer.split(",") : [answer];
    var whole = gaps.map(function (gap) {
      return gap.textContent;
    });
    if (folded(whole.join(", "), true) === folded(answer, true)) {
      return gaps.length;
    }
    return parts.length === gaps.length ? gaps.filter(fits).length : 0;

    function fits(gap, index) {
      var listed = items(first(".answers")).filter(function (item) {
        return item.firstChild.textContent === gap.textContent;
      })[0];
      var isExact = Boolean(listed && listed.classList.contains("exact"));
      return isOneOf(listed, parts[index], isExact) || isSame(gap, parts[index], isExact);
    }
  }

  function isAccepted(place, answer) {
    var key = place.querySelector(".key");
    var value = key && key.getAttribute("data-value");
    if (value) {
      return isNear(answer, Number(value), Number(key.getAttribute("data-margin")));
    }
    return Boolean(key) && isOneOf(place, answer, key.classList.contains("exact"));
  }

  function isOneOf(place, answer, isExact) {
    var accepted = place ? place.querySelectorAll(".accepted") : [];
    return Array.prototype.some.call(accepted, function (each) {
      return isSame(each, answer, isExact);
    });
  }

  function isSame(element, answer, isExact) {
    return folded(element.textContent, isExact) === folded(answer, isExact);
  }

  function folded(typed, isExact) {
    var spaced = typed.normalize("NFC").replace(/\s+/g, " ").trim();
    return isExact ? spaced : spaced.toLowerCase().replace(/[“”„«»]/g, '"').replace(/[‘’]/g, "'");
  }

  // A comma before three digits may part thousands or decimals: of that nothing is said.
  function isNear(answer, value, margin) {
    var typed = answer.trim().replace("−", "-");
    if (!/^[-+]?\d+(?:[.,]\d+)?$/.test(typed) || /,\d\d\d$/.test(typed)) {
      return false;
    }
    return Math.abs(Number(typed.replace(",", ".")) - value) <= margin + Math.abs(value) * 1e-12;
  }

  function isPlain(event) {
    return !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  }

  // Up and down go from button to button, an arrow to the side presses.
  function followArrow(buttons, event) {
    var steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 0, ArrowLeft: 0 };
    var place = buttons.indexOf(document.activeElement);
    if (place < 0 || !(event.key in steps) || !isPlain(event)) {
      return;
    }
    event.preventDefault();
    if (steps[event.key]) {
      buttons[(place + steps[event.key] + buttons.length) % buttons.length].focus();
    } else {
      buttons[place].click();
    }
  }

  // Alt with a digit, by its place on the keyboard: on a Mac the character is another one.
  // With Ctrl it is AltGr, which writes characters.
  function pressNumber(buttons, event) {
    var digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    var isOurs = event.altKey && !event.ctrlKey && !event.metaKey;
    var wanted = isOurs && digit && buttons[Number(digit[1]) - 1];
    if (wanted) {
      event.preventDefault();
      wanted.focus();
      wanted.click();
    }
  }

  // The page outlives the card: the listener of the last card is taken away.
  function listen(buttons, numbered) {
    if (window.quizgenKeys) {
      document.removeEventListener("keydown", window.quizgenKeys);
    }
    window.quizgenKeys = function (event) {
      if (!document.body.contains(card)) {
        return;
      }
      followArrow(buttons, event);
      pressNumber(numbered, event);
    };
    document.addEventListener("keydown", window.quizgenKeys);
  }

  if (isFront) {
    if (first(".options")) {
      offerChoice(first(".options"));
    } else if (first(".steps")) {
      offerOrdering(first(".steps"));
    } else if (first(".lefts")) {
      offerMatching(first(".lefts"), first(".rights"));
    } else if (first("#typeans")) {
      offerTyping(first("#typeans"));
    }
  } else if (first(".verdicts")) {
    judgeChoice(first(".verdicts"), kept.answer);
  } else if (first(".given")) {
    judgeTyping(first(".given"));
  } else if (first(".sequence, .pairs")) {
    judgeInPlace(first(".sequence, .pairs"), kept.answer);
  }
})();
