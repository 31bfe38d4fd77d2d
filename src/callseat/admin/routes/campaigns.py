"""Campaigns: what is called, how and when; started, paused and finished."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import Any

from callseat.admin.caller import By
from callseat.admin.models import campaigns as models
from callseat.admin.models.common import Code, Page
from callseat.admin.routes.common import After, Found, Limit, page, protected
from callseat.admin.services import Of, Services
from callseat.domain.dialer.campaign import Campaign, CampaignState, Detection, RetryRule
from callseat.store.leads.leads import Leads

router = protected("campaigns")


@router.get("/campaigns", operation_id="listCampaigns", response_model=Page[models.Campaign])
async def list_campaigns(services: Of, after: After = "", limit: Limit = 100) -> Found[Campaign]:
    """All campaigns, by their codes."""
    return page(await services.directory.campaigns.every(), attrgetter("code"), after, limit)


@router.get("/campaigns/{code}", operation_id="getCampaign", response_model=models.Campaign)
async def get(code: Code, services: Of) -> Campaign:
    return await services.directory.campaigns.get(code)


@router.get("/campaigns/{code}/counts", operation_id="countLeads")
async def counts(code: Code, services: Of) -> models.LeadCounts:
    """How many of its leads are in each state."""
    await services.directory.campaigns.get(code)
    return models.LeadCounts(**await Leads(services.engine).counts(code))


@router.post(
    "/campaigns", operation_id="createCampaign", status_code=201, response_model=models.Campaign
)
async def create(body: models.CampaignNew, services: Of, by: By) -> Campaign:
    """A new campaign is a draft: import leads, then start it."""
    campaign = _applied(Campaign(body.code), body)
    async with services.change(by.user) as directory:
        await directory.campaigns.add(campaign)
    return campaign


@router.patch("/campaigns/{code}", operation_id="changeCampaign", response_model=models.Campaign)
async def change(code: Code, body: models.CampaignChange, services: Of, by: By) -> Campaign:
    """Change what is given, and nothing else, while it runs too."""
    async with services.change(by.user) as directory:
        campaign = _applied(await directory.campaigns.get(code), body)
        await directory.campaigns.change(campaign)
    return campaign


@router.post(
    "/campaigns/{code}/start", operation_id="startCampaign", response_model=models.Campaign
)
async def start(code: Code, services: Of, by: By) -> Campaign:
    """Call its leads. It needs a project, leads, and a queue (a notification: a flow)."""
    return await _become(services, by.user, code, CampaignState.RUNNING)


@router.post(
    "/campaigns/{code}/pause", operation_id="pauseCampaign", response_model=models.Campaign
)
async def pause(code: Code, services: Of, by: By) -> Campaign:
    """Begin no more calls; those that are here go on."""
    return await _become(services, by.user, code, CampaignState.PAUSED)


@router.post(
    "/campaigns/{code}/finish", operation_id="finishCampaign", response_model=models.Campaign
)
async def finish(code: Code, services: Of, by: By) -> Campaign:
    """As pause, for good; it may be started again."""
    return await _become(services, by.user, code, CampaignState.FINISHED)


@router.delete("/campaigns/{code}", operation_id="deleteCampaign", status_code=204)
async def delete(code: Code, services: Of, by: By) -> None:
    """Remove a campaign that does not run, with its leads; attempts stay in the records."""
    async with services.change(by.user) as directory:
        await directory.campaigns.remove(code)


async def _become(services: Services, actor: str, code: str, state: CampaignState) -> Campaign:
    async with services.change(actor) as directory:
        return await directory.campaigns.set_state(code, state)


def _applied(campaign: Campaign, body: models.CampaignFields) -> Campaign:
    """The campaign with what is given."""
    given: dict[str, Any] = body.model_dump(exclude_unset=True, exclude={"retries", "detection"})
    if "retries" in body.model_fields_set:
        given["retries"] = tuple(RetryRule(**one.model_dump()) for one in body.retries)
    if "detection" in body.model_fields_set:
        detection = body.detection
        given["detection"] = None if detection is None else Detection(**detection.model_dump())
    return replace(campaign, **given)
