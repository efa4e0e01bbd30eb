// What can be chosen becomes buttons, in an order that is new each day. The order follows from
// the card and the date alone, so that front and back agree without storage; storage only brings
// the learner's own answer to the back. It is written for Chrome 74 and Safari 13, and no two
// closing braces may touch, since card templates are in braces too.
(function () {
  "use strict";

  var card = document.querySelector(".quizgen");
  if (!card) {
    return;
  }
  var name = "quizgen " + card.getAttribute("data-card");

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
    made.addEventListener("click", function () {
      press(made);
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
    shuffle(list);
    list.style.listStyle = "none";
    list.style.paddingInlineStart = "0";
    var buttons = items(list).map(function (item, index) {
      return button(item, String(index + 1), function (pressed) {
        var before = isPressed(pressed);
        if (!isMany) {
          buttons.forEach(function (other) {
            setPressed(other, false);
          });
        }
        setPressed(pressed, !before);
        remember(buttons.filter(isPressed).map(text));
      });
    });
    return buttons;
  }

  function offerOrdering(list) {
    var sequence = [];
    shuffle(list);
    return items(list).map(function (item) {
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
  }

  // One press takes a left side, the next one a right side for it; the next open left side is
  // then taken by itself.
  function offerMatching(leftList, rightList) {
    var matched = [];
    var current = 0;
    var letters = items(rightList).map(function (item) {
      return item.querySelector(".label").textContent;
    });
    shuffle(rightList);

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
      var label = item.querySelector(".label");
      item.removeChild(label);
      return button(item, letters[index], function (pressed) {
        matched[current] = text(pressed);
        setBadge(lefts[current], letters[index]);
        rights.forEach(function (right) {
          setPressed(right, matched.indexOf(text(right)) >= 0);
        });
        remember(matched);
        take(matched.indexOf("") >= 0 ? matched.indexOf("") : current);
      });
    });
    rights.forEach(function (right, index) {
      setBadge(right, letters[index]);
      right.querySelector(".badge").classList.remove("filled");
    });
    leftList.style.listStyle = "none";
    leftList.style.paddingInlineStart = "0";
    take(0);
    return rights.concat(lefts);
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
    shuffle(list);
    if (!answer.length) {
      return;
    }
    items(list).forEach(function (item) {
      var isChosen = answer.indexOf(words(item)) >= 0;
      if (isChosen) {
        item.classList.add("chosen");
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
      var mark = span(isSame ? "mark right" : "mark", isSame ? "✓" : "✗");
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

  function moveFocus(buttons, event) {
    var steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    var place = buttons.indexOf(document.activeElement);
    if (place < 0 || !steps[event.key] || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    buttons[(place + steps[event.key] + buttons.length) % buttons.length].focus();
  }

  // Alt with a digit, by its place on the keyboard: on a Mac the character is another one.
  function pressNumber(buttons, event) {
    var digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    var wanted = event.altKey && digit && buttons[Number(digit[1]) - 1];
    if (wanted) {
      event.preventDefault();
      wanted.focus();
      wanted.click();
    }
  }

  // The page outlives the card: the listener of the last card is taken away.
  function listen(buttons) {
    if (window.quizgenKeys) {
      document.removeEventListener("keydown", window.quizgenKeys);
    }
    window.quizgenKeys = function (event) {
      if (!document.body.contains(card)) {
        return;
      }
      moveFocus(buttons, event);
      pressNumber(buttons, event);
    };
    document.addEventListener("keydown", window.quizgenKeys);
  }

  function first(selector) {
    return card.querySelector(selector);
  }

  if (card.getAttribute("data-side") === "front") {
    remember([]);
    if (first(".options")) {
      listen(offerChoice(first(".options")));
    } else if (first(".steps")) {
      listen(offerOrdering(first(".steps")));
    } else if (first(".lefts")) {
      listen(offerMatching(first(".lefts"), first(".rights")));
    }
  } else {
    listen([]);
    if (first(".verdicts")) {
      judgeChoice(first(".verdicts"), remembered());
    } else {
      judgeInPlace(first(".sequence, .pairs"), remembered());
    }
  }
})();
