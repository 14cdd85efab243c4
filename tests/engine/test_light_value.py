"""Light values: equal to themselves alone, made from their fields, small, not to be set as far as types can tell."""

from dataclasses import fields, replace

from playground.engine.light_value import light_value


@light_value
class Point:
    x: float
    y: float = 2.0


def test_a_value_is_made_from_its_fields() -> None:
    assert [entry.name for entry in fields(Point)] == ["x", "y"]  # type: ignore[arg-type]
    assert (Point(1.0).x, Point(1.0).y) == (1.0, 2.0)


def test_a_value_is_equal_to_itself_alone_and_can_be_a_key() -> None:
    one, other = Point(1.0), Point(1.0)
    assert one == one
    assert one != other
    assert len({one, other}) == 2


def test_a_value_has_no_room_for_anything_else() -> None:
    assert not hasattr(Point(1.0), "__dict__")


def test_another_value_is_made_from_it() -> None:
    changed: Point = replace(Point(1.0), y=3.0)  # type: ignore[type-var]
    assert (changed.x, changed.y) == (1.0, 3.0)
