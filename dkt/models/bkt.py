"""Bayesian knowledge tracing: four or five parameters a tag, and an interpretable state.

Corbett, Anderson 1995, "Knowledge tracing: Modeling the acquisition of procedural knowledge". Our
notation → theirs: prior → p(L0), learn → p(T), guess → p(G), slip → p(S); forget is theirs at 0.

Deviations: the numbers are sigmoids of weights fitted by gradient on the loss of all models, not by
EM; each tag's weights are those of class 0 and a difference of its own, which weight decay draws to
0, so that a rare tag is an average one, and an unknown tag is read by class 0. An answer to an item
of several tags counts for each as if alone, and its chance is the mean of the tags' chances.
"""

import torch
from torch import Tensor, nn

from dkt.config.model_kinds import BktConfig
from dkt.features.vocabulary import CATEGORIES, UNKNOWN
from dkt.models.base import KnowledgeTracer

PRIOR, LEARN, GUESS, SLIP, FORGET = range(5)
FIRST = (0.5, 0.1, 0.3, 0.1, 0.05)
"""What class 0 starts from."""


class Bkt(KnowledgeTracer):
    """D = tags: the chance that each is known."""

    def __init__(self, config: BktConfig, sizes: dict[str, int]):
        super().__init__()
        self.average = nn.Parameter(torch.logit(torch.tensor(FIRST)))
        self.own = nn.Embedding(sizes["tag"], len(FIRST), padding_idx=UNKNOWN)
        nn.init.zeros_(self.own.weight)
        self.forgets = config.forgets

    def _numbers(self) -> Tensor:
        """(5, tags) in 0..1."""
        numbers = torch.sigmoid(self.average + self.own.weight).T
        keep = torch.ones(len(FIRST), 1, device=numbers.device)
        keep[FORGET] = float(self.forgets)
        return numbers * keep

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        numbers = self._numbers()
        asked = _tags_of(category, numbers.shape[1])
        right = (numeric[..., -5:-4] > 0).float()  # of ANSWER_FEATURES, ±1
        if_known = right * (1.0 - numbers[SLIP]) + (1.0 - right) * numbers[SLIP]
        if_not = right * numbers[GUESS] + (1.0 - right) * (1.0 - numbers[GUESS])
        start = numbers[PRIOR].expand(category.shape[0], -1)
        learn, keep = numbers[LEARN], 1.0 - numbers[FORGET] - numbers[LEARN]
        trace = torch.jit.script(_trace_in_graph) if torch.jit.is_tracing() else _trace
        return trace(start, asked, if_known, if_not, learn, keep)

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        tags = category[..., len(CATEGORIES) :]  # (B, Q, K)
        numbers = self._numbers()
        student = torch.arange(tags.shape[0], device=tags.device).view(-1, 1, 1)
        known = states[student, at.unsqueeze(-1), tags]  # (B, Q, K)
        guess, slip = numbers[GUESS][tags], numbers[SLIP][tags]
        counted = (tags != UNKNOWN).float()
        counted = torch.where(counted.sum(-1, keepdim=True) > 0, counted, torch.ones_like(counted))
        right = (counted * (known * (1.0 - slip) + (1.0 - known) * guess)).sum(-1)
        wrong = (counted * (known * slip + (1.0 - known) * (1.0 - guess))).sum(-1)
        return torch.log(right) - torch.log(wrong)


def _tags_of(category: Tensor, many: int) -> Tensor:
    """(B, T, C) classes → (B, T, many) float32: 1 at the tags of each step, 0 elsewhere.

    Class 0 stands at a step that has no other.
    """
    tags = category[..., len(CATEGORIES) :]
    none = (tags == UNKNOWN).all(-1, keepdim=True).float()
    marks = torch.zeros(*tags.shape[:2], many, device=tags.device)
    marks = marks.scatter(-1, tags, torch.ones_like(tags, dtype=torch.float32))
    return torch.cat([none, marks[..., 1:]], -1)


def _after(
    known: Tensor, asked: Tensor, if_known: Tensor, if_not: Tensor, learn: Tensor, keep: Tensor
) -> Tensor:
    """(B, tags): the chance that a tag is known after one more answer.

    Args:
        known: (B, tags) before. asked: (B, tags) 0/1. if_known, if_not: (B, tags) chance of the
            answer. learn, keep: (tags,): known next with chance `learn` + `keep` · known now.
    """
    seen = known * if_known / torch.lerp(if_not, if_known, known)
    return torch.lerp(known, learn + keep * seen, asked)


def _trace(
    known: Tensor, asked: Tensor, if_known: Tensor, if_not: Tensor, learn: Tensor, keep: Tensor
) -> Tensor:
    """(B, T + 1, tags) of `_after` time after time; all but known, learn and keep: (B, T, tags)."""
    states = [known]
    for of_t in zip(asked.unbind(1), if_known.unbind(1), if_not.unbind(1), strict=True):
        states.append(_after(states[-1], *of_t, learn, keep))
    return torch.stack(states, 1)


def _trace_in_graph(
    known: Tensor, asked: Tensor, if_known: Tensor, if_not: Tensor, learn: Tensor, keep: Tensor
) -> Tensor:
    """`_trace` in the form that TorchScript writes as a loop for any T."""
    states = [known]
    for t in range(asked.shape[1]):
        known = _after(known, asked[:, t], if_known[:, t], if_not[:, t], learn, keep)
        states.append(known)
    return torch.stack(states, 1)
