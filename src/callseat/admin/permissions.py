"""Who may do what: each operation of the API with the least role it asks for.

What a caller sees of it is narrowed further by the scope: an agent itself, a supervisor also the
groups it supervises, an administrator everything. What lies outside is not found.
"""

from __future__ import annotations

from enum import IntEnum

from callseat.domain.directory import Role


class Permission(IntEnum):
    """Each includes those before it."""

    ANYONE = 0  # without a token
    AGENT = 1
    SUPERVISOR = 2
    ADMINISTRATOR = 3


RANK: dict[Role, Permission] = {
    Role.AGENT: Permission.AGENT,
    Role.SUPERVISOR: Permission.SUPERVISOR,
    Role.ADMINISTRATOR: Permission.ADMINISTRATOR,
}

_A, _S, _X = Permission.AGENT, Permission.SUPERVISOR, Permission.ADMINISTRATOR
PERMISSIONS: dict[str, Permission] = {
    "createToken": Permission.ANYONE,
    "renewToken": _A,
    "getMe": _A,
    "createPhone": _A,
    "listUsers": _S,
    "getUser": _S,
    "createUser": _X,
    "changeUser": _X,
    "deleteUser": _X,
    "disableUser": _X,
    "enableUser": _X,
    "setPassword": _X,
    "listGroups": _S,
    "getGroup": _S,
    "createGroup": _X,
    "changeGroup": _X,
    "changeRest": _S,
    "deleteGroup": _X,
    "listSeats": _S,
    "listStatus": _S,
    "listColleagues": _A,
    "listEarlier": _A,
    "listDispositions": _A,
    "renewPhoneSecret": _X,
    "getForwarding": _X,
    "setForwarding": _X,
    "listQueues": _S,
    "getQueue": _S,
    "createQueue": _X,
    "changeQueue": _X,
    "deleteQueue": _X,
    "listWaiting": _S,
    "listMembers": _S,
    "setMember": _X,
    "removeMember": _X,
    "listProjects": _X,
    "getProject": _X,
    "createProject": _X,
    "changeProject": _X,
    "deleteProject": _X,
    "listCalendars": _S,
    "getCalendar": _S,
    "createCalendar": _X,
    "changeCalendar": _X,
    "importCalendar": _X,
    "deleteCalendar": _X,
    "listTrunks": _X,
    "getTrunk": _X,
    "createTrunk": _X,
    "changeTrunk": _X,
    "deleteTrunk": _X,
    "listFlows": _X,
    "saveFlow": _X,
    "listFlowVersions": _X,
    "getFlowVersion": _X,
    "drawFlow": _X,
    "activateFlow": _X,
    "deleteFlow": _X,
    "listSounds": _X,
    "getSound": _X,
    "getSoundFile": _X,
    "saveSound": _X,
    "deleteSound": _X,
    "listCampaigns": _S,
    "getCampaign": _S,
    "countLeads": _S,
    "createCampaign": _X,
    "changeCampaign": _X,
    "startCampaign": _S,
    "pauseCampaign": _S,
    "finishCampaign": _S,
    "deleteCampaign": _X,
    "listLists": _S,
    "changeList": _S,
    "deleteList": _X,
    "previewImport": _X,
    "importLeads": _X,
    "listImports": _S,
    "listImportFaults": _S,
    "listLeads": _S,
    "createLead": _S,
    "exportLeads": _X,
    "getLead": _S,
    "changeLead": _S,
    "listAttempts": _S,
    "listNeverLists": _S,
    "createNeverList": _X,
    "deleteNeverList": _X,
    "listNeverNumbers": _S,
    "addNeverNumber": _S,
    "importNeverNumbers": _X,
    "removeNeverNumber": _X,
    "checkNumber": _S,
    "listAudit": _X,
    "listContacts": _S,
    "getContact": _S,
    "listParts": _A,
    "listRecordings": _S,
    "getRecording": _S,
    "getPeaks": _S,
    "listVoicemail": _A,
    "getVoicemail": _A,
    "changeVoicemail": _A,
    "deleteVoicemail": _A,
    "reportSeats": _A,
    "reportGroups": _S,
    "reportQueues": _S,
    "reportFlows": _S,
    "reportCampaigns": _S,
}
