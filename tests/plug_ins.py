"""Each plug-in and what it has to be, for mypy. `pytest --accept` writes it."""

from collections.abc import Callable, Iterator

import click

import quizgen.commands.build
import quizgen.commands.check
import quizgen.commands.coverage
import quizgen.commands.explain
import quizgen.commands.history
import quizgen.commands.new
import quizgen.commands.preview
import quizgen.commands.schema
import quizgen.commands.show
import quizgen.commands.stats
import quizgen.commands.study
import quizgen.commands.verify
import quizgen.importers.aiken
import quizgen.importers.anki
import quizgen.importers.cards
import quizgen.importers.csv
import quizgen.importers.gift
import quizgen.importers.moodle_xml
import quizgen.importers.text2qti
import quizgen.importers.xlsx
import quizgen.kinds.choice
import quizgen.kinds.cloze
import quizgen.kinds.flashcard
import quizgen.kinds.list
import quizgen.kinds.matching
import quizgen.kinds.multiple
import quizgen.kinds.numeric
import quizgen.kinds.open
import quizgen.kinds.ordering
import quizgen.kinds.short
import quizgen.kinds.stated
import quizgen.kinds.truefalse
import quizgen.lint.demands
import quizgen.lint.guessing
import quizgen.lint.reporting
import quizgen.lint.together
import quizgen.lint.vocabulary
import quizgen.writers.anki
import quizgen.writers.anki_text
import quizgen.writers.cards
import quizgen.writers.csv
import quizgen.writers.docx
import quizgen.writers.gift
import quizgen.writers.html
import quizgen.writers.json
import quizgen.writers.pdf
from quizgen.deck.written import Claim
from quizgen.importers import Importer
from quizgen.kinds import Kind
from quizgen.lint import Quiz
from quizgen.lint._context import LintContext
from quizgen.quiz.languages import Language
from quizgen.quiz.model import Evidence, Item
from quizgen.writers import Writer

command_build: click.Command = quizgen.commands.build.command
command_check: click.Command = quizgen.commands.check.command
command_coverage: click.Command = quizgen.commands.coverage.command
command_explain: click.Command = quizgen.commands.explain.command
command_history: click.Command = quizgen.commands.history.command
command_new: click.Command = quizgen.commands.new.command
command_preview: click.Command = quizgen.commands.preview.command
command_schema: click.Command = quizgen.commands.schema.command
command_show: click.Command = quizgen.commands.show.command
command_stats: click.Command = quizgen.commands.stats.command
command_study: click.Command = quizgen.commands.study.command
command_verify: click.Command = quizgen.commands.verify.command
importer_aiken: Importer = quizgen.importers.aiken
importer_anki: Importer = quizgen.importers.anki
importer_cards: Importer = quizgen.importers.cards
importer_csv: Importer = quizgen.importers.csv
importer_gift: Importer = quizgen.importers.gift
importer_moodle_xml: Importer = quizgen.importers.moodle_xml
importer_text2qti: Importer = quizgen.importers.text2qti
importer_xlsx: Importer = quizgen.importers.xlsx
kind_choice: Kind[quizgen.kinds.choice.KEYS] = quizgen.kinds.choice
kind_cloze: Kind[quizgen.kinds.cloze.KEYS] = quizgen.kinds.cloze
kind_flashcard: Kind[quizgen.kinds.flashcard.KEYS] = quizgen.kinds.flashcard
kind_list: Kind[quizgen.kinds.list.KEYS] = quizgen.kinds.list
kind_matching: Kind[quizgen.kinds.matching.KEYS] = quizgen.kinds.matching
kind_multiple: Kind[quizgen.kinds.multiple.KEYS] = quizgen.kinds.multiple
kind_numeric: Kind[quizgen.kinds.numeric.KEYS] = quizgen.kinds.numeric
kind_open: Kind[quizgen.kinds.open.KEYS] = quizgen.kinds.open
kind_ordering: Kind[quizgen.kinds.ordering.KEYS] = quizgen.kinds.ordering
kind_short: Kind[quizgen.kinds.short.KEYS] = quizgen.kinds.short
kind_stated: Kind[quizgen.kinds.stated.KEYS] = quizgen.kinds.stated
kind_truefalse: Kind[quizgen.kinds.truefalse.KEYS] = quizgen.kinds.truefalse
rule_blank_first: Callable[[Item], Iterator[str]] = quizgen.lint.demands.blank_first
rule_blank_of_function_word: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.demands.blank_of_function_word
)
rule_bloom_inflated: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.demands.bloom_inflated
)
rule_long_answer: Callable[[Item, LintContext], Iterator[str]] = quizgen.lint.demands.long_answer
rule_long_list: Callable[[Item], Iterator[str]] = quizgen.lint.demands.long_list
rule_negative_stem: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.demands.negative_stem
)
rule_point_for_absence: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.demands.point_for_absence
)
rule_same_front: Callable[[Item, LintContext], Iterator[str]] = quizgen.lint.demands.same_front
rule_several_blanks: Callable[[Item], Iterator[str]] = quizgen.lint.demands.several_blanks
rule_unfocused_stem: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.demands.unfocused_stem
)
rule_yes_no_card: Callable[[Item, LintContext], Iterator[str]] = quizgen.lint.demands.yes_no_card
rule_all_of_the_above: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.guessing.all_of_the_above
)
rule_double_negative: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.guessing.double_negative
)
rule_hedged_key: Callable[[Item, LintContext], Iterator[str]] = quizgen.lint.guessing.hedged_key
rule_key_repeats_stem: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.guessing.key_repeats_stem
)
rule_longest_is_key: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.guessing.longest_is_key
)
rule_none_of_the_above: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.guessing.none_of_the_above
)
rule_option_count: Callable[[Item, LintContext], Iterator[str]] = quizgen.lint.guessing.option_count
rule_unsorted_numbers: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.guessing.unsorted_numbers
)
rule_blanked_attribution: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.reporting.blanked_attribution
)
rule_claims_silence: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.reporting.claims_silence
)
rule_cut_off_denial: Callable[[Evidence, LintContext], Iterator[str]] = (
    quizgen.lint.reporting.cut_off_denial
)
rule_dangling_pointer: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.reporting.dangling_pointer
)
rule_dropped_negation: Callable[[Evidence, LintContext], Iterator[str]] = (
    quizgen.lint.reporting.dropped_negation
)
rule_false_full_stop: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.reporting.false_full_stop
)
rule_loaded_verb: Callable[[Item, LintContext], Iterator[str]] = quizgen.lint.reporting.loaded_verb
rule_stitched_quotation: Callable[[Evidence, LintContext], Iterator[str]] = (
    quizgen.lint.reporting.stitched_quotation
)
rule_text_beyond_quote: Callable[[Claim, LintContext], Iterator[str]] = (
    quizgen.lint.reporting.text_beyond_quote
)
rule_dead_option: Callable[[Item, LintContext], Iterator[str]] = quizgen.lint.together.dead_option
rule_key_seen_elsewhere: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.together.key_seen_elsewhere
)
rule_listed_enemies: Callable[[Quiz, LintContext], Iterator[str]] = (
    quizgen.lint.together.listed_enemies
)
rule_many_on_one_sentence: Callable[[Item, LintContext], Iterator[str]] = (
    quizgen.lint.together.many_on_one_sentence
)
rule_passed_without_knowledge: Callable[[Quiz, LintContext], Iterator[str]] = (
    quizgen.lint.together.passed_without_knowledge
)
rule_points_not_allocated: Callable[[Quiz], Iterator[str]] = (
    quizgen.lint.together.points_not_allocated
)
rule_rights_unknown: Callable[[Quiz, LintContext], Iterator[str]] = (
    quizgen.lint.together.rights_unknown
)
rule_true_false_balance: Callable[[Quiz], Iterator[str]] = quizgen.lint.together.true_false_balance
rule_incomplete_language: Callable[[Language, LintContext], Iterator[str]] = (
    quizgen.lint.vocabulary.incomplete_language
)
writer_anki: Writer = quizgen.writers.anki
writer_anki_text: Writer = quizgen.writers.anki_text
writer_cards: Writer = quizgen.writers.cards
writer_csv: Writer = quizgen.writers.csv
writer_docx: Writer = quizgen.writers.docx
writer_gift: Writer = quizgen.writers.gift
writer_html: Writer = quizgen.writers.html
writer_json: Writer = quizgen.writers.json
writer_pdf: Writer = quizgen.writers.pdf
