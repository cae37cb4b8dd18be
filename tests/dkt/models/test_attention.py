"""Attention reads up to its query's own position, whatever stands behind it."""

import pytest
import torch

from dkt.config.schema import ConfigError, parse_config
from dkt.models import build_model
from dkt.models.attention import Attention, Layer, own_positions
from dkt.models.last_query import LastQuery
from tests.dkt.trained import tiny_config

SIZES = dict.fromkeys(("item", "head", "mid", "tail", "test", "tag"), 9)
KINDS = ("lstm_attn", "last_query", "saint", "bert")


def model_of(kind):
    torch.manual_seed(0)
    return build_model(tiny_config(kind), SIZES).eval()


def inputs(seed, many):
    make = torch.Generator().manual_seed(seed)
    category = torch.randint(0, 9, (2, many, 7), generator=make)
    return category, torch.randn(2, many, 38, generator=make)


def test_a_query_reads_the_positions_up_to_its_own_and_near_ones_most():
    torch.manual_seed(0)
    attention = Attention(8, heads=2)
    memory = torch.randn(1, 6, 8, requires_grad=True)
    at = torch.tensor([[0, 3, 5]])
    told = attention(torch.randn(1, 3, 8), memory, at)
    for query, last in enumerate(at[0].tolist()):
        (moved,) = torch.autograd.grad(told[0, query].sum(), memory, retain_graph=True)
        read = moved[0].abs().sum(-1)
        assert (read[: last + 1] > 0).all()
        assert (read[last + 1 :] == 0).all()
    with torch.no_grad():
        attention.query.weight.zero_()
        attention.query.bias.zero_()  # all alike: distance alone decides
        attention.memory.weight.zero_()
        attention.out.weight.copy_(torch.eye(8))
        attention.out.bias.zero_()
        attention.memory.weight[8:] = torch.eye(8)
        spread = attention(torch.zeros(1, 1, 8), torch.eye(6, 8)[None], torch.tensor([[5]]))
        weights = spread[0, 0] - attention.memory.bias[8:]
    near = torch.tensor([0.5 * back for back in (5.0, 4, 3, 2, 1, 0)])
    # the first head has the first half of the values: the weights of positions 0 to 3
    expected = torch.softmax(-near, 0)
    torch.testing.assert_close(weights[:4], expected[:4])


def test_a_layer_reads_each_of_its_memories():
    torch.manual_seed(0)
    layer = Layer(8, 2, 0.0, memories=2).eval()
    one, other = torch.randn(2, 1, 4, 8).requires_grad_().unbind()
    told = layer(torch.randn(1, 4, 8), [one, other], own_positions(one))
    for memory in (one, other):
        (moved,) = torch.autograd.grad(told[0, 1].sum(), memory, retain_graph=True)
        assert [bool(row.any()) for row in moved[0]] == [True, True, False, False]
    with pytest.raises(ValueError, match="zip"):
        layer(one, [one], own_positions(one))


@pytest.mark.parametrize("kind", KINDS)
def test_steps_behind_a_query_and_padding_never_move_it(kind):
    model = model_of(kind)
    category, numeric = inputs(1, 12)
    at = torch.tensor([[0, 4, 7], [7, 7, 2]])
    asked = inputs(2, 3)
    asked = (asked[0], asked[1][..., :33])
    with torch.no_grad():
        short = model(category[:, :7], numeric[:, :7], *asked, at)
        padded = model(category, numeric, *asked, at)
        torch.testing.assert_close(padded, short, atol=2e-6, rtol=0)
        numeric[:, 3, 33] *= -1  # another answer to step 3
        moved = (model(category, numeric, *asked, at) - padded).abs() > 1e-7
    assert moved.tolist() == [[False, True, True], [True, True, False]]


def test_the_last_step_is_the_gru_s_own():
    model = model_of("last_query")
    assert isinstance(model, LastQuery)
    step, state = torch.randn(2, 3, 8), torch.randn(2, 3, 8)
    with torch.no_grad():
        one = model._one_step(step, state)
        told, _ = model.gru(step.reshape(6, 1, 8), state.reshape(1, 6, 8))
    torch.testing.assert_close(one, told.reshape(2, 3, 8))


def test_bert_sees_both_ways_where_it_is_told_which_steps_are_real():
    model = model_of("bert")
    category, numeric = inputs(3, 6)
    real = torch.arange(6) < torch.tensor([[4], [6]])
    with torch.no_grad():
        before = model.contextual(category, numeric, real)
        numeric[0, 5] = 9.0  # padding
        torch.testing.assert_close(model.contextual(category, numeric, real)[0, :5], before[0, :5])
        numeric[:, 3, 33] *= -1
        after = model.contextual(category, numeric, real)
    assert (after[:, 1] - before[:, 1]).abs().max() > 1e-6


def test_a_config_that_does_not_fit_is_refused():
    raw = tiny_config("saint").model_dump()
    raw["model"]["heads"] = 3
    with pytest.raises(ConfigError, match="heads = 3, expected a divisor of hidden = 8"):
        parse_config(raw, "heads")
    raw = tiny_config("bert").model_dump()
    raw["model"]["positions"] = 29
    with pytest.raises(ConfigError, match=r"positions = 29 of bert, expected .*window = 30"):
        parse_config(raw, "positions")
