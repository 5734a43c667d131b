"""The rules that find departments, in their order: what an earlier one found is closed to the later."""

from __future__ import annotations

from fazhi.mentions.departments import named, offices, own, public, teams
from fazhi.mentions.departments.rule import Rule

RULES: tuple[Rule, ...] = (
    offices.of_several_regions,
    public.joint_levels,
    public.governments,
    named.quoted_teams,
    teams.teams,
    public.branches,
    public.stationed,
    public.league,
    public.level_bodies,
    public.free_bodies,
    public.national,
    public.free_national,
    own.owner_units,
    own.superior_bureaus,
    offices.committees,
    public.trade_lists,
    public.state_trades,
    offices.sharing_unit,
    named.proper_names,
    named.numbered_schools,
    named.subdistricts,
    named.towns,
    named.among_places,
    teams.beside,
    teams.partners,
    teams.firms_beside,
    teams.spread_from,
    own.self_references,
    own.bare_units,
    offices.labelled,
    offices.offices,
    offices.acting_offices,
    own.named_groups,
    own.led_groups,
    own.bare_bureaus,
    own.bare_known,
    named.honoured_places,
    named.honoured_sites,
    named.honoured_regions,
)
