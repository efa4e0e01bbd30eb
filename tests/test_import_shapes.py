"""Banks in the shapes in which people keep them, each a small table and what it says."""

from __future__ import annotations

import pytest
from importing import read

# A text; then each question as `kind: stem = key / distractors`, with what else it has behind.
SHAPES: dict[str, tuple[str, tuple[str, ...]]] = {
    # --- Options in columns, named in any way ---
    "option A": (
        "question,option A,option B,option C,answer\nLargest sea?,Aral,Caspian,Dead,B\n",
        ("choice: Largest sea? = Caspian / Aral, Dead",),
    ),
    "option_A": (
        "question,option_A,option_B,option_C,correct\nLargest sea?,Aral,Caspian,Dead,b\n",
        ("choice: Largest sea? = Caspian / Aral, Dead",),
    ),
    "optionA and text": (
        "id,question,optionA,optionB,answer,explanation\n"
        "s1,Largest sea?,Aral,Caspian,caspian,By area.\n",
        ("choice: Largest sea? = Caspian / Aral; rationale By area.",),
    ),
    "optiona": (
        "question,optiona,optionb,optionc,key\nA?,x,y,z,optionc\nB?,x,y,z,a\n",
        ("choice: A? = z / x, y", "choice: B? = x / y, z"),
    ),
    "OPTION 1 and OPTION 2": (
        "QUESTION,OPTION 1,OPTION 2,ANSWER\nA?,x,y,Option 2\n",
        ("choice: A? = y / x",),
    ),
    "letters": (
        "Question,A,B,C,D,Correct Answer\nA?,w,x,y,z,D\nB?,w,x,y,,C\n",
        ("choice: A? = z / w, x, y", "choice: B? = y / w, x"),
    ),
    "numbers": (
        "question,1,2,3,answer\nA?,x,y,z,3\nB?,x,y,z,1\n",
        ("choice: A? = z / x, y", "choice: B? = x / y, z"),
    ),
    "choice 1": (
        "Stem,Choice 1,Choice 2,Choice 3,Key\nA?,x,y,z,Choice 3\nB?,x,y,z,2\n",
        ("choice: A? = z / x, y", "choice: B? = y / x, z"),
    ),
    "from option 0": (
        "question,option_0,option_1,option_2,answer\nA?,x,y,z,option_0\nB?,x,y,z,2\n",
        ("choice: A? = x / y, z", "choice: B? = z / x, y"),
    ),
    "(A)": ("Question,(A),(B),Key\nA?,x,y,(B)\n", ("choice: A? = y / x",)),
    "Answer 1": (
        "Question,Answer 1,Answer 2,Answer 3,Correct Answer\nA?,x,y,z,Answer 3\n",
        ("choice: A? = z / x, y",),
    ),
    "Answer B": (
        "Question,Answer A,Answer B,Right answer\nA?,x,y,Answer B\nB?,x,y,answer a\n",
        ("choice: A? = y / x", "choice: B? = x / y"),
    ),
    "unnumbered": (
        "question,option,option,option,answer\nA?,x,y,z,y\n",
        ("choice: A? = y / x, z",),
    ),
    "right and wrong": (
        "question,right_answer,wrong_one,wrong_two\nA?,x,y,z\n",
        ("choice: A? = x / y, z",),
    ),
    "correct and incorrect": (
        "question,correct_answer,incorrect_answer_1,incorrect_answer_2\nA?,x,y,z\nB?,x,y,\n",
        ("choice: A? = x / y, z", "choice: B? = x / y"),
    ),
    "distractors": (
        "stem;key;Distractor 1;Distractor 2\nA?;x;y;z\n",
        ("choice: A? = x / y, z",),
    ),
    "columns in another order": (
        "answer,D,C,B,A,explanation,question\nA,z,y,x,w,Since.,A?\n",
        ("choice: A? = w / x, y, z; rationale Since.",),
    ),
    "a column for each flag": (
        "question,answer 1,correct 1,answer 2,correct 2\nA?,x,FALSE,y,TRUE\nB?,x,1,y,0\n"
        "C?,x,,y,x\nD?,x,✗,y,✓\n",
        ("choice: A? = y / x", "choice: B? = x / y", "choice: C? = y / x", "choice: D? = y / x"),
    ),
    "an asterisk at what is right": (
        "question,A,B,C\nA?,*x,y,z\nB?,x,y *,z *\n",
        ("choice: A? = x / y, z", "multiple: B? = y, z / x"),
    ),
    "letters before the options": (
        "question,o1,option 1,option 2,answer\nA?,,A) x,B) y,B\n",
        ("choice: A? = y / x",),
    ),
    # --- Options in one cell ---
    "parted by |": (
        "question,options,answer\nA?,x|y|z,y\nB?,v|w,v\n",
        ("choice: A? = y / x, z", "choice: B? = v / w"),
    ),
    "parted by ;": (
        "question,choices,answer\nA?,x; y; z,3\nB?,v; w,1\n",
        ("choice: A? = z / x, y", "choice: B? = v / w"),
    ),
    "parted by line ends": (
        'question,options,answer\nA?,"x, or not\ny\nz",B\nB?,"v\nw",A\n',
        ("choice: A? = y / x, or not, z", "choice: B? = v / w"),
    ),
    "with letters": (
        'question,options,answer\nA?,"A) x B) y C) z",B\nB?,"A. v\nB. w",A. v\n',
        ("choice: A? = y / x, z", "choice: B? = v / w"),
    ),
    "as a list": (
        'question;options;answer\nA?;["x", "it\'s y"];it\'s y\nB?;[\'v\', \'w\'];0\n',
        ("choice: A? = it's y / x", "choice: B? = v / w"),
    ),
    "wrong ones in one cell": (
        "question,correct,wrong answers\nA?,x,y|z\nB?,v,w|u|t\n",
        ("choice: A? = x / y, z", "choice: B? = v / w, u, t"),
    ),
    # --- The key ---
    "an index from 0": (
        "question,A,B,C,correct index\nA?,x,y,z,0\nB?,x,y,z,2\n",
        ("choice: A? = x / y, z", "choice: B? = z / x, y"),
    ),
    "an index from 1": (
        "question,A,B,C,answer\nA?,x,y,z,1\nB?,x,y,z,3\n",
        ("choice: A? = x / y, z", "choice: B? = z / x, y"),
    ),
    "texts that look like numbers": (
        "question,A,B,C,answer\n2+2?,3,4,5,4\n9-2?,6,7,8,7\n",
        ("choice: 2+2? = 4 / 3, 5", "choice: 9-2? = 7 / 6, 8"),
    ),
    "letters with the text": (
        'question,A,B,C,answer\nA?,x1,y1,z1,B. y1\nB?,x1,y1,z1,"C) z1"\nC?,x1,y1,z1,(A)\n',
        ("choice: A? = y1 / x1, z1", "choice: B? = z1 / x1, y1", "choice: C? = x1 / y1, z1"),
    ),
    "several letters": (
        'question,A,B,C,answer\nA?,x,y,z,"A,C"\nB?,x,y,z,A;B\nC?,x,y,z,BC\nD?,x,y,z,A and B\n',
        ("multiple: A? = x, z / y", "multiple: B? = x, y / z", "multiple: C? = y, z / x",
         "multiple: D? = x, y / z"),
    ),
    "several numbers": (
        'question,A,B,C,answer\nA?,x,y,z,"1,3"\nB?,x,y,z,2 3\nC?,x,y,z,[1]\n',
        ("multiple: A? = x, z / y", "multiple: B? = y, z / x", "choice: C? = x / y, z"),
    ),
    "numbers as some programs write them": (
        "question,A,B,C,answer\nA?,x,y,z,1.0\nB?,x,y,z,3.0\n",
        ("choice: A? = x / y, z", "choice: B? = z / x, y"),
    ),
    "several texts": (
        'question,A,B,C,answer\nA?,x,y,z,x; z\nB?,x,y,z,"y, z"\n',
        ("multiple: A? = x, z / y", "multiple: B? = y, z / x"),
    ),
    # --- Kinds ---
    "kinds by other names": (
        "type,question,A,B,answer\nmcq,A?,x,y,B\nmultiple choice,B?,x,y,A\nTrue/False,C.,,,TRUE\n"
        "T/F,D.,,,F\nshort answer,E?,,,Bo|Bob\nFill in the blank,F ___,,,x\nessay,G?,,,\n"
        "Multiple Select,H?,x,y,A\nnumerical,I?,,,3.5\n",
        ("choice: A? = y / x", "choice: B? = x / y", "truefalse: C. = True",
         "truefalse: D. = False", "short: E? = Bo; accept Bob", "short: F ___ = x",
         "open: G? = No model answer is given.",
         "multiple: H? = x / y", "numeric: I? = 3.5"),
    ),
    "no kinds": (
        "question,A,B,C,answer\nA?,x,y,z,B\nCapital?,,,,Ottawa\nIt rains.,,,,True\n"
        "It snows.,True,False,,B\n",
        ("choice: A? = y / x, z", "short: Capital? = Ottawa", "truefalse: It rains. = True",
         "truefalse: It snows. = False"),
    ),
    "pairs and steps": (
        "kind,question,option 1,option 2,option 3,key\nmatching,Match.,a -> 1,b -> 2,-> 3,\n"
        'ordering,Sort.,x,y,,\nsequence,Again.,x,y,z,"3,1,2"\n',
        ("matching: Match. = a: 1, b: 2; extras 3", "ordering: Sort. = x, y",
         "ordering: Again. = z, x, y"),
    ),
    "decimal commas": (
        "kind;question;answer\nnumeric;A?;3,5\nnumber;B?;0,125\nnumeric;C?;1,500\n",
        ("numeric: A? = 3.5", "numeric: B? = 0.125", "numeric: C? = 1,500"),
    ),
    "gaps": (
        "kind,question\ncloze,Rome is in ==Italy==.\ncloze,{{c1::Oslo}} lies in {{Norway}}.\n",
        ("cloze: Rome is in ==Italy==.", "cloze: ==Oslo== lies in ==Norway==."),
    ),
    # --- What else there is ---
    "feedback, hint, points, tags": (
        "question,A,B,key,feedback,hint,points,tags,topic,difficulty\n"
        'A?,x,y,A,Since.,Think.,2,"one, two",Seas,3\n',
        ("choice: A? = x / y; rationale Since.; hint Think.; tags one, two; topic Seas; "
         "difficulty 3; points 2",),
    ),
    "feedback of each option": (
        "question,A,A feedback,B,B feedback,key\nA?,x,Yes.,y,No.,A\n",
        ("choice: A? = x / y (No.); rationale Yes.",),
    ),
    "explanation of each option": (
        "question,option 1,explanation 1,option 2,explanation 2,answer\nA?,x,Yes.,y,No.,2\n",
        ("choice: A? = y / x (Yes.); rationale No.",),
    ),
    # --- Programs ---
    "Kahoot": (
        "My quiz,,,,,,,\n,,,,,,,\n,Question - max 120 characters,Answer 1 - max 75 characters,"
        "Answer 2 - max 75 characters,Answer 3 - max 75 characters,Answer 4 - max 75 characters,"
        '"Time limit (sec) – 5, 10, 20",Correct answer(s) - choose at least one\n'
        '1,A?,w,x,y,z,20,"1,4"\n2,B?,w,x,,,20,2\n',
        ("multiple: A? = w, z / x, y", "choice: B? = x / w"),
    ),
    "Wayground": (
        "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer,Time in seconds,"
        "Image Link,Answer explanation\nA?,Multiple Choice,x,y,z,3,30,,Since.\n"
        'B?,Checkbox,x,y,z,"1,2",30,,\nC?,Fill-in-the-Blank,x,y,,,30,,\nD?,Open-Ended,,,,,30,,\n'
        "E?,Poll,x,y,,,30,,\n",
        ("choice: A? = z / x, y; rationale Since.", "multiple: B? = x, y / z",
         "short: C? = x; accept y", "open: D? = No model answer is given."),
    ),
    "Wayground's own sheet": (
        "Question Text,Question Type,Option 1,Option 2,Correct Answer\n"
        '"Text of the question\n\n(required)","Question Type\n\n(default is Multiple Choice)",'
        'Text for option 1,Text for option 2,"The correct option choice (between 1-5)."\n'
        "A?,Multiple Choice,x,y,2\nB?,,x,y,1\n",
        ("choice: A? = y / x", "choice: B? = x / y"),
    ),
    "Blooket": (
        '"Blooket\nImport Template",,,,,,,\n"Question #","Question Text","Answer 1","Answer 2",'
        '"Answer 3\n(Optional)","Answer 4\n(Optional)","Time Limit (sec)\n(Max: 300 seconds)",'
        '"Correct Answer(s)\n(Only include Answer #)"\n1,A?,x,y,z,,20,3\n2,B?,x,y,,,20,1\n',
        ("choice: A? = z / x, y", "choice: B? = x / y"),
    ),
    "Excel's own separator": (
        "sep=;\nquestion;A;B;answer\nA, or not?;x;y;B\n",
        ("choice: A, or not? = y / x",),
    ),
    "tabs": ("question\tA\tB\tanswer\nA, or; not?\tx\ty\tB\n", ("choice: A, or; not? = y / x",)),
    "bars": ("question|A|B|answer\nA?|x|y|B\n", ("choice: A? = y / x",)),
    "Open Trivia": (
        "category,type,difficulty,question,correct_answer,incorrect_answers/0,incorrect_answers/1\n"
        "Seas,multiple,hard,A?,x,y,z\nSeas,boolean,easy,B.,True,False,\n",
        ("choice: A? = x / y, z; topic Seas; difficulty 5",
         "truefalse: B. = True; topic Seas; difficulty 1"),
    ),
    "a heading that says right": (
        "Frage;Antwort A (richtig);Antwort B;Antwort C\nA?;x;y;z\n",
        ("choice: A? = x / y, z",),
    ),
    "headings with more words": (
        "Quiz Title,HTML of the Question,Answer,Options,HTML of the Explanation to the Answer\n"
        "Q,A?,x,x|y,Since.\nQ,B?,v,w|v,\n",
        ("choice: A? = x / y; rationale Since.", "choice: B? = v / w"),
    ),
    "A1 and A2": (
        "Q.No,Question,A1,A2,A3,Ans\n1,A?,x,y,z,3\n2,B?,x,y,z,1\n",
        ("choice: A? = z / x, y", "choice: B? = x / y, z"),
    ),
    "an unknown kind with options": (
        "kind,question,A,B,key\nhot potato,A?,x,y,B\n",
        ("choice: A? = y / x",),
    ),
    # --- Other languages ---
    "de": (
        "Frage;Antwort A;Antwort B;Antwort C;Lösung;Erklärung\nA?;x;y;z;B;Weil.\n",
        ("choice: A? = y / x, z; rationale Weil.",),
    ),
    "de, right and wrong": (
        "Frage;Richtige Antwort;Falsche Antwort 1;Falsche Antwort 2\nA?;x;y;z\n",
        ("choice: A? = x / y, z",),
    ),
    "de, statements": (
        "Aussage;Typ;Richtig\nA.;Wahr/Falsch;wahr\nB.;Richtig/Falsch;f\n",
        ("truefalse: A. = True", "truefalse: B. = False"),
    ),
    "es": (
        "Pregunta;Opción 1;Opción 2;Opción 3;Respuesta correcta\nA?;x;y;z;Opción 2\nB?;x;y;z;3\n",
        ("choice: A? = y / x, z", "choice: B? = z / x, y"),
    ),
    "fr": (
        "Question;Réponse A;Réponse B;Bonne réponse;Explication\nA?;x;y;B;Car.\n",
        ("choice: A? = y / x; rationale Car.",),
    ),
    "es, without accents": (
        "enunciado,opcion_a,opcion_b,respuesta_correcta,explicacion\nA?,x,y,b,Porque.\n",
        ("choice: A? = y / x; rationale Porque.",),
    ),
    "it": ("Domanda,Opzione A,Opzione B,Risposta corretta\nA?,x,y,A\n", ("choice: A? = x / y",)),
    "pt": ("Pergunta;Alternativa A;Alternativa B;Gabarito\nA?;x;y;B\n", ("choice: A? = y / x",)),
    "nl": ("Vraag;Antwoord A;Antwoord B;Juiste antwoord\nA?;x;y;B\n", ("choice: A? = y / x",)),
    "pl": (
        "Pytanie;Odpowiedź A;Odpowiedź B;Poprawna odpowiedź\nA?;x;y;B\n",
        ("choice: A? = y / x",),
    ),
    "tr": ("Soru;A şıkkı;B şıkkı;Doğru cevap\nA?;x;y;B\n", ("choice: A? = y / x",)),
    "ru": (
        "Вопрос;А;Б;В;Правильный ответ;Пояснение\nГде?;тут;там;нигде;В;Нет.\n",
        ("choice: Где? = нигде / тут, там; rationale Нет.",),
    ),
    "ru, numbers": (
        "Вопрос;Вариант 1;Вариант 2;Вариант 3;Номер правильного ответа\n"
        "Где?;x;y;z;3\nКто?;x;y;z;1\n",
        ("choice: Где? = z / x, y", "choice: Кто? = x / y, z"),
    ),
    "uk": (
        "Питання;Варіант А;Варіант Б;Правильна відповідь\nДе?;x;y;Б\n",
        ("choice: Де? = y / x",),
    ),
    "kk": (
        "Сұрақ;1-нұсқа;2-нұсқа;3-нұсқа;Дұрыс жауап\nҚайда?;x;y;z;3\nКім?;x;y;z;2\n",
        ("choice: Қайда? = z / x, y", "choice: Кім? = y / x, z"),
    ),
    "kk, letters": (
        "Сұрақ;А нұсқасы;Б нұсқасы;Дұрыс жауабы\nҚайда?;x;y;Б\n",
        ("choice: Қайда? = y / x",),
    ),
    # --- No headings ---
    "the key last": (
        "A?,x,y,z,B\nB?,x,y,z,C\n",
        ("choice: A? = y / x, z", "choice: B? = z / x, y"),
    ),
    "the key first": (
        "A?;C;x;y;z\nB?;A;x;y;z\n",
        ("choice: A? = z / x, y", "choice: B? = x / y, z"),
    ),
    "clozes": ("{{c1::Rome}} is old.;Very.\n", ("cloze: ==Rome== is old.; rationale Very.",)),
    "headings twice": ("Q,A\nWho?,She\nQ,A\nWhen?,Now\n",
                       ("flashcard: Who? = She", "flashcard: When? = Now")),
    "two columns": ("die Katze;the cat\n", ("flashcard: die Katze = the cat",)),
    "Q and A": ("Q,A\nWho?,She\n", ("flashcard: Who? = She",)),
}  # fmt: skip


def shown(value: object) -> str:
    match value:
        case list(parts):
            return ", ".join(map(shown, parts))
        case {"text": text, "why": why}:
            return f"{text} ({why})"
        case dict(pairs):
            return ", ".join(f"{left}: {right}" for left, right in pairs.items())
        case _:
            return str(value)


def told(kind: str, keys: dict[str, object]) -> str:
    stem, wrong = keys.pop("stem"), keys.pop("distractors", None)
    right = [keys.pop(key) for key in ("key", "keys", "pairs", "steps") if key in keys]
    begin = f"{kind}: {stem}" + (f" = {shown(right[0])}" if right else "")
    begin += f" / {shown(wrong)}" if wrong else ""
    return "; ".join([begin, *(f"{key} {shown(value)}" for key, value in keys.items())])


@pytest.mark.parametrize(("text", "wanted"), SHAPES.values(), ids=SHAPES)
def test_a_table_is_read_as_what_it_is(text: str, wanted: tuple[str, ...]) -> None:
    found, _ = read("csv", text)
    assert tuple(told(each.kind, {**each.keys}) for each in found) == wanted


@pytest.mark.parametrize("shape", SHAPES)
def test_only_what_is_no_question_is_left_out(shape: str) -> None:
    _, said = read("csv", SHAPES[shape][0])
    lost = [each for each in said if "cannot" in each or "none of" in each or "fewer" in each]
    assert len(lost) == (1 if shape == "Wayground" else 0)


# --- Asked for ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "text"),
    [
        ("Kysymys=question,Eka=A,Toka=B,Oikea=key", "Kysymys;Eka;Toka;Oikea\nA?;x;y;B\n"),
        ("question,A,B,key", "A?,x,y,B\n"),
        ("-,question,A,B,-,key", "1,A?,x,y,20,B\n"),
        ("question,key,wrong,wrong", "A?,y,x,\n"),
    ],
)
def test_headings_can_be_said(heads: str, text: str) -> None:
    ((question,), _) = read("csv", text, heads=heads)
    assert told(question.kind, {**question.keys}) == "choice: A? = y / x"


def test_headings_that_are_not_there_are_named() -> None:
    assert read("csv", "Kysymys;Oikea\nA?;x\n", heads="Frage=question")[1] == [
        "1: no row has the headings of --heads, with one for the question among them"
    ]


@pytest.mark.parametrize(
    ("key", "right"), [("from-0", "y"), ("from-1", "4"), ("text", "1"), ("letter", "1")]
)
def test_the_naming_of_the_key_can_be_said(key: str, right: str) -> None:
    """Without it, the texts are taken, and that is said."""
    text = "question,A,B,C,answer\nA?,4,y,1,1\n"
    ((question,), said) = read("csv", text, key=key)
    assert (question.keys["key"], said) == (right, [])
    ((question,), said) = read("csv", text)
    assert question.keys["key"] == "1"
    assert said == ["2: the keys could be texts or numbers; they are read as texts"]


def test_numbers_that_could_begin_at_either_are_said_to_be_from_1() -> None:
    found, said = read("csv", "question,A,B,C,answer\nA?,x,y,z,1\nB?,x,y,z,2\n")
    assert [each.keys["key"] for each in found] == ["x", "y"]
    assert said == ["2: the numbers of the right options are counted from 1"]
