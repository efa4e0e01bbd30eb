// What can be chosen becomes buttons, in an order that is new each day. The order follows from
// the question and the date alone, so that front and back agree without storage; storage only
// brings the learner's own answer to the back. Plain digits, space and enter are Anki's: with
// the arrows and Alt everything can be done without them. It is written for Chrome 74 and
// Safari 13, and no two braces may touch, since card templates are in braces too.
(function () {
  "use strict";

  var card = document.querySelector(".quizgen");
  if (!card) {
    return;
  }
  var name = ["quizgen", card.getAttribute("data-deck"), hash(words(first("h1")))].join(" ");

  function remember(answer) {
    try {
      sessionStorage.setItem(name, JSON.stringify(answer));
    } catch (refused) {
      return;
    }
  }

  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(name)) || [];
    } catch (refused) {
      return [];
    }
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
    var now = new Date();
    var day = [now.getFullYear(), now.getMonth(), now.getDate()].join("-");
    if (!list || list.classList.contains("fixed")) {
      return;
    }
    items(list)
      .map(function (item, index) {
        var last = item.classList.contains("last") ? 1 : 0;
        return { item: item, last: last, rank: hash([name, day, index].join(" ")) };
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
      });
    });
    listen(buttons, buttons);
    tellKeys(list, buttons);
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
    tellKeys(list, buttons);
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
    tellKeys(leftList.parentNode, rights);
  }

  // A line for those who have a keyboard; the style shows it to nobody else.
  function tellKeys(place, numbered) {
    var last = Math.min(numbered.length, 9);
    var keys = document.createElement("p");
    keys.className = "keys";
    keys.setAttribute("aria-hidden", "true");
    ["Alt + 1 … " + last, "Tab ↑ ↓", "→ ✓"].forEach(function (key) {
      keys.appendChild(span("key-cap", key));
    });
    place.parentNode.insertBefore(keys, place.nextSibling);
    numbered.slice(0, 9).forEach(function (each, index) {
      each.setAttribute("aria-keyshortcuts", "Alt+" + (index + 1));
    });
  }

  // Anki takes the box's words away with the front; what it has typed comes along.
  function offerTyping() {
    card.addEventListener("input", function (event) {
      if (event.target.id === "typeans") {
        remember([event.target.value]);
      }
    });
  }

  function showVerdict(isRight) {
    var place = card.querySelector(".verdict");
    place.classList.add(isRight ? "right" : "wrong");
    place.textContent = (isRight ? "✓ " : "✗ ") + card.getAttribute(isRight ? "data-right" : "data-wrong");
  }

  function yours(answer) {
    var label = card.getAttribute("data-yours");
    return span("yours", answer ? label + ": " + answer : label);
  }

  function judgeChoice(list, answer) {
    var isRight = true;
    var written = items(list);
    shuffle(list);
    if (!answer.length) {
      return;
    }
    written.forEach(function (item, index) {
      var isChosen = answer.indexOf(index) >= 0;
      if (isChosen) {
        item.classList.add(item.classList.contains("key") ? "right" : "wrong");
        item.appendChild(yours(""));
      }
      isRight = isRight && isChosen === item.classList.contains("key");
    });
    showVerdict(isRight);
  }

  function judgeInPlace(list, answer) {
    var isRight = true;
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
      isRight = isRight && isSame;
    });
    showVerdict(isRight);
  }

  // As Anki compares what is typed letter by letter, the verdict is for what it cannot know:
  // capitals, other answers that count, and numbers near enough. It never calls an answer wrong.
  function judgeTyping(place, answer) {
    var comparison = first("#typeans");
    if (isAccepted(place, answer[0] || "")) {
      showVerdict(true);
      place.appendChild(yours(answer[0]));
      comparison = first(".typed");
    } else if (!comparison || comparison.querySelector("span")) {
      return;
    }
    comparison.parentNode.removeChild(comparison);
  }

  function isAccepted(place, answer) {
    var key = place.querySelector(".key");
    if (!key) {
      return false;
    }
    var value = key.getAttribute("data-value");
    var isExact = key.classList.contains("exact");
    if (value !== null) {
      return isNear(answer, Number(value), Number(key.getAttribute("data-margin")));
    }
    return Array.prototype.some.call(place.querySelectorAll(".accepted"), function (accepted) {
      return folded(accepted.textContent, isExact) === folded(answer, isExact);
    });
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

  if (card.getAttribute("data-side") === "front") {
    remember([]);
    if (first(".options")) {
      offerChoice(first(".options"));
    } else if (first(".steps")) {
      offerOrdering(first(".steps"));
    } else if (first(".lefts")) {
      offerMatching(first(".lefts"), first(".rights"));
    } else {
      offerTyping();
    }
  } else if (first(".verdicts")) {
    judgeChoice(first(".verdicts"), remembered());
  } else if (first(".given")) {
    judgeTyping(first(".given"), remembered());
  } else {
    judgeInPlace(first(".sequence, .pairs"), remembered());
  }
})();
