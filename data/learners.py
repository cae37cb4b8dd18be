"""Made-up students who learn, forget, slip and guess; arrays in, arrays out.

The ingredients, and where they come from:

- the chance to know an answer: item response theory, logit = ability + skill - difficulty
  (Rasch 1960; Lord 1980), the skill one number for each student and tag, correlated between tags
  through a few shared factors (multidimensional IRT, Reckase 2009);
- learning: every practice adds to the skill, a success more than a failure, with diminishing
  returns (Performance Factors Analysis, Pavlik, Cen & Koedinger 2009);
- forgetting: what was learned fades exponentially with the time since the last practice, down to
  a share that stays (Ebbinghaus 1885; in tracing, e.g. Nagatani et al. 2019);
- slip and guess: p = guess + (1 - guess - slip) * sigmoid(logit)
  (Bayesian Knowledge Tracing, Corbett & Anderson 1995);
- some who are not like that, as any open page meets them: who only guess, who are always wrong or
  always right, who lack whole areas, who sit far from their grade or open chapters of any grade.
  A model that never saw them believes the average about them.

All students take their n-th step at once, so a step costs a few array operations.
Notation: U students, I items, S tags, N answers, K tags of an item at most.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

DAY = 86_400.0  # seconds
LACKING = 5.0  # logits that a student with a gap knows less of what they lack


@dataclass(frozen=True)
class Items:
    """The question bank as arrays; items of a chapter stand together, in order."""

    grade: Floats  # (I,) 0 = the lowest grade of the bank
    difficulty: Floats  # (I,) logits
    guess: Floats  # (I,) chance to be right of who tries without knowing; mistakes attract
    luck: Floats  # (I,) chance of who picks blindly: one in as many choices, 0 where one types
    tags: Ints  # (I, K) tag numbers, padded with the item's first tag
    weight: Floats  # (I, K) share of each tag in the skill the item asks for, rows sum to 1
    chapter: Ints  # (I,) chapter of an item
    first: Ints  # (C,) first item of a chapter
    size: Ints  # (C,) items of a chapter


@dataclass(frozen=True)
class Traits:
    """How students differ; the spread of each, and the speed of what they have in common."""

    ability_sd: float = 1.3  # logits
    factors: int = 3  # talents that tags share, so that one tag tells something about another
    factor_sd: float = 0.7  # logits
    skill_sd: float = 0.6  # logits, of each tag on its own
    grade_step: float = 0.9  # logits that one year of school is worth
    success_gain: float = 0.32  # logits of a practice that went well, at the start
    failure_gain: float = 0.20
    saturation: float = 2.5  # logits that practice can add to a tag at most
    half_life_days: float = 12.0  # of what is not kept for good
    kept: float = 0.5  # share of the learned that stays
    slip_mean: float = 0.05
    session_mean: float = 12.0  # answers in a sitting
    retry: float = 0.2  # chance to try again after a wrong answer
    jump: float = 0.08  # chance to leave a chapter in the middle
    guessers: float = 0.04  # share of the students who only pick blindly
    always_wrong: float = 0.02  # share of the students
    always_right: float = 0.02  # share of the students
    gaps: float = 0.10  # share of the students who lack all that rests on one of the talents
    far: float = 0.15  # share of the students who know less or more than their grade by far
    far_sd: float = 3.0  # logits, of what they know more or less
    wanderers: float = 0.20  # share of the students who open chapters of any grade


NEAR_THEIR_GRADE = Traits(
    guessers=0, always_wrong=0, always_right=0, gaps=0, far=0, wanderers=0
)  # fmt: skip
"""Students of a school that hands out what fits: all of them try, and none is far from it."""


@dataclass(frozen=True)
class _Kinds:
    """Which of U students are not like most; (U,) each."""

    guessers: Marks
    wrong: Marks
    right: Marks
    gaps: Marks
    far: Marks
    wanderers: Marks

    @classmethod
    def drawn(cls, users: int, random: np.random.Generator, traits: Traits) -> "_Kinds":
        behaves = random.random(users)  # one of the first three at most
        ends = np.cumsum([traits.guessers, traits.always_wrong, traits.always_right])
        return cls(
            behaves < ends[0],
            (behaves >= ends[0]) & (behaves < ends[1]),
            (behaves >= ends[1]) & (behaves < ends[2]),
            random.random(users) < traits.gaps,
            random.random(users) < traits.far,
            random.random(users) < traits.wanderers,
        )

    def chance(self, u: Ints, chance: Floats, luck: Floats) -> Floats:
        """(len(u),) chance of a right answer of those students, who else had `chance`."""
        chance = np.where(self.guessers[u], luck, chance)
        chance = np.where(self.wrong[u], 0.0, chance)
        return np.where(self.right[u], 1.0, chance)


@dataclass(frozen=True)
class Answers:
    """N answers in the order in which each student gave them, students interleaved."""

    user: Ints  # (N,)
    item: Ints  # (N,)
    correct: Marks  # (N,)
    probability: Floats  # (N,) the true chance of that answer being right
    time: Floats  # (N,) seconds since the start
    elapsed: Floats  # (N,) seconds spent on the answer


def practise(
    items: Items,
    tag_grade: Floats,
    lengths: Ints,
    span_days: float,
    random: np.random.Generator,
    traits: Traits,
) -> Answers:
    """Let U students answer `lengths` (U,) questions each within about `span_days`.

    `tag_grade` (S,) is the grade in which a tag is taught. The result depends on `random` alone.
    """
    lengths = np.sort(lengths)[::-1]  # students still at work are always the first ones
    users, tags, grades = len(lengths), len(tag_grade), items.grade.max() + 1
    grade = random.integers(0, int(grades), users).astype(float)
    ability = random.normal(0, traits.ability_sd, users)
    slip = random.beta(2, 2 / traits.slip_mean - 2, users)
    pace = random.normal(0, 0.3, users)
    eager = random.lognormal(0, 0.4, users)  # how fast practice turns into skill
    # What school has taught by now: tags of earlier grades sit better than those to come.
    head_start = traits.grade_step * (grade[:, None] - tag_grade[None, :])
    talent = random.normal(0, traits.factor_sd, (users, traits.factors))
    need = random.dirichlet(np.full(traits.factors, 0.4), tags)  # (S, factors)
    known = head_start + talent @ need.T + random.normal(0, traits.skill_sd, (users, tags))
    unlike = random.spawn(1)[0]  # a stream of its own: without such students nothing else changes
    kind = _Kinds.drawn(users, unlike, traits)
    known += np.where(kind.far, unlike.normal(0, traits.far_sd, users), 0.0)[:, None]
    lacking = need.argmax(1)[None, :] == unlike.integers(0, traits.factors, users)[:, None]
    known -= np.where(lacking & kind.gaps[:, None], LACKING, 0.0)
    learned = np.zeros((users, tags))
    last = np.zeros((users, tags))  # when the tag was last practised, seconds

    sessions = max(float(lengths[0]) / traits.session_mean, 1.0)
    gap_days = min(1.5, span_days / 2 / sessions)
    clock = _awake(random.uniform(0, span_days / 3, users) * DAY, random)
    item = _open_chapter(items, grade, random)
    steps = []
    for step in range(int(lengths[0])):
        u = np.arange(int(np.searchsorted(-lengths, -step)))
        i = item[u]
        s, weight = items.tags[i], items.weight[i]  # (u, K)
        at = u[:, None]
        fade = 0.5 ** ((clock[u, None] - last[at, s]) / (traits.half_life_days * DAY))
        now = learned[at, s] * (traits.kept + (1 - traits.kept) * fade)
        skill = ((known[at, s] + now) * weight).sum(1)
        logit = ability[u] + skill - items.difficulty[i]
        guess = items.guess[i]
        probability = guess + (1 - guess - slip[u]) / (1 + np.exp(-logit))
        probability = kind.chance(u, probability, items.luck[i])
        correct = random.random(len(u)) < probability

        effort = 3.1 - 0.15 * np.clip(logit, -4, 4) + pace[u]
        elapsed = np.clip(np.exp(effort + random.normal(0, 0.5, len(u))), 1.5, 1800.0)
        clock[u] += elapsed
        steps.append((u, i, correct, probability, clock[u].copy(), elapsed))

        gain = np.where(correct, traits.success_gain, traits.failure_gain) * eager[u]
        room = np.clip(1 - now / traits.saturation, 0, 1)
        learned[at, s] = now + gain[:, None] * weight * room
        last[at, s] = clock[u, None]

        pause = random.exponential(6.0, len(u))
        rests = random.random(len(u)) < 1 / traits.session_mean
        pause += rests * random.lognormal(np.log(gap_days * DAY) - 0.32, 0.8, len(u))
        clock[u] = np.where(rests, _awake(clock[u] + pause, random), clock[u] + pause)
        item[u] = _choose(items, i, grade[u], correct, rests, random, traits)
        opened = kind.wanderers[u] & (items.chapter[item[u]] != items.chapter[i])
        anywhere = items.first[unlike.integers(0, len(items.first), len(u))]
        item[u] = np.where(opened, anywhere, item[u])
    user, chosen, correct, probability, time, elapsed = map(
        np.concatenate, zip(*steps, strict=True)
    )
    order = np.argsort(time, kind="stable")
    return Answers(
        user[order], chosen[order], correct[order], probability[order], time[order], elapsed[order]
    )


def _awake(clock: Floats, random: np.random.Generator) -> Floats:
    """Seconds, those at night (22 to 7 o'clock) moved to the morning after."""
    hour = clock % DAY / 3600
    morning = 7 + 3 * random.random(len(clock))
    wait = np.where(hour < 7, morning - hour, np.where(hour >= 22, 24 + morning - hour, 0))
    return clock + 3600 * wait


def _choose(
    items: Items,
    item: Ints,
    grade: Floats,
    correct: Marks,
    rests: Marks,
    random: np.random.Generator,
    traits: Traits,
) -> Ints:
    """The next item: the same again, the next of the chapter, or the first of another chapter."""
    chance = random.random(len(item))
    again = ~correct & ~rests & (chance < traits.retry)
    chapter = items.chapter[item]
    at_end = item + 1 >= items.first[chapter] + items.size[chapter]
    leaves = at_end | (rests & (chance < 0.5)) | (chance > 1 - traits.jump)
    elsewhere = _open_chapter(items, grade, random)
    return np.where(again, item, np.where(leaves, elsewhere, item + 1 - at_end))


def _open_chapter(items: Items, grade: Floats, random: np.random.Generator) -> Ints:
    """The first item of a chapter about the student's grade: mostly their own, or one beside."""
    order = np.argsort(items.grade[items.first], kind="stable")
    by_grade = items.grade[items.first][order]
    wanted = np.clip(grade + random.choice([-1, 0, 0, 0, 0, 1], len(grade)), 0, by_grade[-1])
    low = np.searchsorted(by_grade, wanted, "left")
    high = np.maximum(np.searchsorted(by_grade, wanted, "right"), low + 1)
    pick = low + (random.random(len(grade)) * (high - low)).astype(np.int64)
    return items.first[order[np.minimum(pick, len(order) - 1)]]
