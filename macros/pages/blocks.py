"""From records to Markdown: what a page may call, each block by the template of its name."""

from __future__ import annotations

from pydantic import ValidationError

from macros import layout
from macros.after import opendata
from macros.clauses import notice
from macros.clauses.dossier import by_stake, open_facts
from macros.clauses.tenders import imposable
from macros.decision import fitting
from macros.facts import proofs, tables, upkeep
from macros.facts.dates import today
from macros.facts.duties import month
from macros.facts.models import KINDS
from macros.facts.problems import Mistake, suggest
from macros.guide import Guide
from macros.pages import pictures


class Blocks:
    """The blocks that need something worked out first: a method each. Any other block is a template and nothing else."""

    def __init__(self, guide: Guide):
        self.guide, self.site, self.links = guide, guide.site, guide.links

    def all(self):
        """Name → function, for every block: each template without _ in front, each drawing and each public method."""
        names = {path.stem for folder in layout.TEMPLATES for path in folder.glob("[!_]*.md")}
        own = {name for name, value in vars(Blocks).items() if callable(value) and not name.startswith("_") and value is not Blocks.all}
        # A block with the name of a model shows one record: `system` shows a System, which stands in systems.
        kinds = {model.__name__.lower(): kind for kind, model in KINDS.items()}
        return (
            {name: self._one(name, kinds[name]) if name in kinds else self._whole(name) for name in sorted(names - own)}
            | {name: self._picture(name) for name in pictures.PICTURES}
            | {name: getattr(self, name) for name in sorted(own)}
        )

    def _one(self, name, kind):
        def block(key):
            return self.guide.fill(name, id=key, record=self._record(name, kind, key))

        return block

    def _record(self, block, kind, key):
        """The record that a page asks for; an unknown id is refused by name."""
        if key not in self.site.kinds[kind]:
            raise Mistake(f'{block}("{key}"): onbekend id in {kind}.' + suggest(key, self.site.kinds[kind]))
        return self.site.kinds[kind][key]

    def _whole(self, name):
        return lambda: self.guide.fill(name)

    def _picture(self, name):
        return lambda: self.guide.fill("_picture", name=name, picture=pictures.draw(self.guide, name))

    def table(self, key):
        """A table to filter and sort, as tables.yml declares it."""
        table = self._record("table", "tables", key)
        found = tables.rows(self.site, table)
        asked, groups = tables.choices(self.site, table, found), tables.groups(self.site, table, found)
        return self.guide.fill(
            "table",
            id=key,
            table=table,
            groups=groups,
            asked=asked,
            meanings=tables.meanings(self.site, table),
            reasons=tables.reasons(table, found),
            presets=[(preset, len(tables.kept(found, preset.answers))) for preset in table.presets],
        )

    def counts(self):
        """'Ik heb …, telt dat?': every system with every kind of document, of which the browser shows what somebody has."""
        papers = {key: proofs.papers(self.site, key) for key in self.site.systems}
        return self.guide.fill(
            "counts",
            lines=proofs.lines(self.site),
            papers=papers,
            options=proofs.asking(self.site),
            counting=tables.COUNTING,
            partly=proofs.PARTLY,
        )

    def beside(self, key, step=""):
        """Two to four records of a table beside each other, of which the browser shows those that somebody chooses; of options those of one step."""
        table = self._record("beside", "tables", key)
        found = [row for row in tables.rows(self.site, table) if self.site.step_of.get(row.id, "") == step]
        presets = [
            (key, option.systems[: tables.BESIDE]) for key, option in self.site.options.items() if option.proof and len(option.systems) > 1
        ]
        lines = tables.beside(self.site, table, found)
        return self.guide.fill("beside", table=table, found=found, lines=lines, presets=[] if step else presets, most=tables.BESIDE)

    def advised(self):
        """What an advice of the decision helper set in the comparison of the systems, of which the browser shows what its link names."""
        counting = {key: fitting.counting(self.site, key) for key in proofs.asking(self.site)}
        reaching = {stage: [key for key, system in self.site.systems.items() if stage in system.stages] for stage in self.site.chain}
        return self.guide.fill("advised", counting=counting, reaching=reaching)

    def system(self, key):
        """One system; whether it counts as proof comes first."""
        record = self._record("system", "systems", key)
        return self.guide.fill("system", id=key, record=record, lines=proofs.lines(self.site, key))

    def step(self, key):
        """One step of the toolbox, with its options beside each other."""
        record = self._record("step", "toolbox", key)
        beside = self.beside("opties", key) if len(record.options) > 1 else ""
        return self.guide.fill("step", id=key, record=record, beside=beside)

    def handout(self, key):
        """The hand-out of a step."""
        record = self._record("handout", "toolbox", key)
        return self.guide.fill("handout", id=key, record=record, stairs=pictures.low_stairs(self.guide, key))

    def state_mark(self, state, *sources, checked=None, check=None):
        """How sure one statement in prose is; the arguments obey the same rules as in data."""
        try:
            fact = upkeep.marked(state, sources, upkeep.groups(self.site)[upkeep.PAGES].months.model_dump(), checked, check)
        except ValidationError as error:
            raise Mistake("state_mark: " + "; ".join(found["msg"] for found in error.errors() if "url" not in found)) from None
        except ValueError:
            raise Mistake(f"state_mark: '{checked}' is geen datum; schrijf jjjj-mm-dd") from None
        if state not in self.site.vocabulary["states"]:
            raise Mistake(f"state_mark: onbekende staat '{state}'")
        for source in sources:
            if source not in self.site.sources:
                raise Mistake(f"state_mark: onbekende bron '{source}'")
        return self.guide.fill("state_mark", fact=fact)

    def clause(self, key):
        """One clause with everything around its text, and the older versions with what changed in them."""
        record = self._record("clause", "clauses", key)
        used = list(dict.fromkeys(b for text in record.texts["nl"].values() for b in self.guide.writer.blanks(text)))
        older = [
            (version, self.guide.writer.compare(record.older[version.version], record.texts["nl"]))
            for version in reversed(record.history[:-1])
        ]
        preset = [field for field in used if self.guide.writer.preset(field)]
        return self.guide.fill("clause", id=key, record=record, used=used, preset=preset, older=older)

    def _by_place(self):
        """The clauses in the order of a tender: place → [(id, clause)]; places without one are left out."""
        places = {place: [(k, c) for k, c in self.site.clauses.items() if c.place == place] for place in self.site.vocabulary["places"]}
        return {place: found for place, found in places.items() if found}

    def tender(self):
        """'Mijn bestek': every clause to choose, every duty that one imposes, every field to fill."""
        duties = [(key, self.site.duties[key]) for key in imposable(self.site)]
        groups = {
            group: [(k, f) for k, f in self.site.fields.items() if f.group == group] for group in self.site.vocabulary["field_groups"]
        }
        return self.guide.fill("tender", places=self._by_place(), groups=groups, duties=duties)

    def notice(self):
        """The fields of a notice: filled in the browser from 'Mijn bestek', and for the example of Gent here."""
        filled = {
            key: notice.filled(self.site, example.goods, example.further, notice.asked(self.guide.diagrams, example.example))
            for key, example in self.site.notice_examples.items()
        }
        return self.guide.fill("notice", filled=filled)

    def decision(self):
        """The decision helper: every question and every rule, of which the browser shows what applies."""
        return self.guide.fill("decision", small=False, report=self.guide.report, fits=fitting.each(self.site, self.guide.diagrams))

    def decision_small(self):
        """The questions alone, with the main advice and a link to the rest."""
        return self.guide.fill("decision", small=True, report=self.guide.report)

    def decision_logic(self):
        """How the decision helper decides, as tables and a drawing."""
        return self.guide.fill("decision_logic", report=self.guide.report, drawing=self._picture("decision_picture")())

    def exercises(self):
        """The exercises for trainers, each with its key."""
        return self.guide.fill("exercises", keys=self.guide.answer_keys)

    def asked_of(self, who):
        """What each step asks of 'buyer' or 'supplier'."""
        if who not in ("buyer", "supplier"):
            raise Mistake(f"asked_of: '{who}' is geen buyer of supplier")
        return self.guide.fill("asked_of", who=who)

    def vocabulary(self, name):
        """A closed list with its meanings."""
        if name not in self.site.vocabulary:
            raise Mistake(f"vocabulary: onbekende lijst '{name}'." + suggest(name, self.site.vocabulary))
        return self.guide.fill("vocabulary", words=self.site.vocabulary[name])

    def open_questions(self):
        """The questions about the law that this site could not answer, those that change most first, and the facts still to be checked."""
        return self.guide.fill("open_questions", stakes=by_stake(self.site), facts=open_facts(self.site))

    def clause_reviews(self):
        """Every clause with whether a jurist has read it, and the file to read it."""
        return self.guide.fill("clause_reviews", places=self._by_place())

    def upkeep(self):
        """What has to be looked at again, and when: what is overdue, what comes next, and the rules."""
        looks, site = self.guide.looks, self.site
        ahead, open_facts = {}, {}
        for look in looks:
            if look.by >= today():
                ahead.setdefault(look.by.isoformat()[:7], {}).setdefault(look.group.name, []).append(look)
        for kind, group in upkeep.groups(site).items():
            found = [
                fact for record in site.kinds.get(kind, {}).values() for _, fact in upkeep.stated(record) if fact.state == "te-bevestigen"
            ]
            open_facts[group.name] = open_facts.get(group.name, 0) + len(found)
        groups = sorted(site.upkeep.values(), key=lambda group: group.rank)
        overdue = upkeep.overdue(self.guide, today())
        late = upkeep.by_record(overdue)
        return self.guide.fill("upkeep", overdue=overdue, late=late, ahead=sorted(ahead.items()), groups=groups, open_facts=open_facts)

    def open_data(self):
        """Each kind of record as data: where it stands, how many there are, and the version of its schema."""
        found = {kind: (len(records), opendata.version(kind)) for kind, records in self.site.kinds.items()}
        return self.guide.fill("open_data", kinds=found, folder=opendata.FOLDER)

    def upcoming(self):
        """Acts that are adopted but not yet in force, and proposals."""
        acts = {k: a for k, a in self.site.acts.items() if a.status != "geldt"}
        return self.guide.fill("upcoming", acts=acts)

    def asked(self, *keys):
        """The questions about the law that a page names, each with its answer in a sentence."""
        return self.guide.fill("asked", asked=[(key, self._record("asked", "legal_questions", key)) for key in keys])

    def latest(self, count):
        """The changes that came last before today, at most `count`."""
        return self.guide.fill("latest", latest=[item[:3] for item in self._changed() if item[0] <= today().isoformat()][:count])

    def glossary(self):
        """The terms in the order of the alphabet, and the first of each letter."""
        terms = sorted(self.site.glossary.items(), key=lambda item: item[1].term.lower())
        letters = {concept.term[0].upper(): key for key, concept in reversed(terms)}
        return self.guide.fill("glossary", terms=terms, letters=dict(sorted(letters.items())))

    def due_months(self):
        """The months since the start of the contract in which the calendar of the toolbox plans something, for in a sentence."""
        months = {month(self.site, key) for key, duty in self.site.duties.items() if duty.ways and duty.planned} - {None, 0}
        return self.guide.fill("due_months", months=sorted(months))

    def browsers(self):
        """The oldest browsers in which the site works, and what does not in some that are newer."""
        wide = lambda version: [int(part) for part in version.split(".")]
        needed = [feature for feature in self.site.features.values() if not feature.without]
        oldest = {name: max((getattr(feature, name) for feature in needed), key=wide) for name in ("chrome", "firefox", "safari")}
        return self.guide.fill("browsers", oldest=oldest, partly=[feature for feature in self.site.features.values() if feature.without])

    def _changed(self):
        """Every change since April 2018, newest first, from all records: (date, what, link to its subject, change or note, part of the site)."""
        found = []
        for kind, key, record in self.site.placed():
            subject = f"[{record.named(self.site, key)}]({self.links.places[kind, key]})"
            part = self.links.places[kind, key].lstrip("/").replace(".", "/").split("/")[0]
            found += [(change.date, change.what, subject, change, part) for change in getattr(record, "changes", [])]
            if kind == "notes" and record.since:
                found.append((record.since, record.now, subject, record, part))
        return sorted(found, key=lambda item: item[0], reverse=True)

    def changes(self):
        """Every change since April 2018, newest first, to read by role and by subject."""
        found, years = self._changed(), {}
        for item in found:
            years.setdefault(item[0][:4], []).append(item)
        parts = [part for part in self.site.vocabulary["change_subjects"] if part in {item[4] for item in found}]
        return self.guide.fill("changes", years=years, parts=parts, total=len(found))

    def running_contract(self):
        """What the changes since 2018 ask of a contract that is running, by subject, newest first."""
        asked = [item for item in self._changed() if item[3].running]
        parts = {part: [item for item in asked if item[4] == part] for part in self.site.vocabulary["change_subjects"]}
        return self.guide.fill("running_contract", parts={part: found for part, found in parts.items() if found})

    def passages(self):
        """The concordance: each passage of the guide by chapter, with where its content stands here."""
        chapters = {
            chapter: [(key, p) for key, p in self.site.passages.items() if p.chapter == chapter]
            for chapter in self.site.vocabulary["chapters"]
        }
        return self.guide.fill("passages", chapters=chapters)
