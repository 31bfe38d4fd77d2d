// The kinds of things that one table and one form are enough for.
export interface Thing {
  key: string;
  /** The member that identifies one. */
  id: string;
  list: string;
  create?: string;
  change?: string;
  remove?: string;
  columns: readonly string[];
}

export const THINGS: readonly Thing[] = [
  {
    key: "users",
    id: "user",
    list: "listUsers",
    create: "createUser",
    change: "changeUser",
    remove: "deleteUser",
    columns: ["user", "name", "role", "extension", "group", "skills", "disabled"],
  },
  {
    key: "groups",
    id: "code",
    list: "listGroups",
    create: "createGroup",
    change: "changeGroup",
    remove: "deleteGroup",
    columns: ["code", "name", "rest_quota", "rest_allowance", "rest_floor"],
  },
  {
    key: "seats",
    id: "extension",
    list: "listSeats",
    columns: ["extension", "users", "reachable"],
  },
  {
    key: "queues",
    id: "code",
    list: "listQueues",
    create: "createQueue",
    change: "changeQueue",
    remove: "deleteQueue",
    columns: [
      "code",
      "name",
      "strategy",
      "ring_time",
      "max_wait",
      "overflow_queue",
      "service_level",
    ],
  },
  {
    key: "projects",
    id: "number",
    list: "listProjects",
    create: "createProject",
    change: "changeProject",
    remove: "deleteProject",
    columns: ["number", "name", "service_numbers", "flow", "calendar", "wrap_up", "recorded"],
  },
  {
    key: "calendars",
    id: "code",
    list: "listCalendars",
    create: "createCalendar",
    change: "changeCalendar",
    remove: "deleteCalendar",
    columns: ["code", "name", "timezone", "week", "holidays"],
  },
  {
    key: "campaigns",
    id: "code",
    list: "listCampaigns",
    create: "createCampaign",
    change: "changeCampaign",
    remove: "deleteCampaign",
    columns: ["code", "name", "state", "mode", "project", "queue", "priority"],
  },
  {
    key: "never",
    id: "code",
    list: "listNeverLists",
    create: "createNeverList",
    remove: "deleteNeverList",
    columns: ["code", "name"],
  },
  {
    key: "trunks",
    id: "code",
    list: "listTrunks",
    create: "createTrunk",
    change: "changeTrunk",
    remove: "deleteTrunk",
    columns: ["code", "name", "host", "port", "user", "dtmf", "enabled"],
  },
];

/** The sections, in their order, each with the operation that it begins with. */
export const SECTIONS: readonly { title: string; items: readonly (readonly [string, string])[] }[] =
  [
    {
      title: "people",
      items: [
        ["users", "listUsers"],
        ["groups", "listGroups"],
        ["seats", "listSeats"],
      ],
    },
    {
      title: "lines",
      items: [
        ["queues", "listQueues"],
        ["projects", "listProjects"],
        ["calendars", "listCalendars"],
        ["trunks", "listTrunks"],
      ],
    },
    {
      title: "outbound",
      items: [
        ["campaigns", "listCampaigns"],
        ["never", "listNeverLists"],
      ],
    },
    {
      title: "media",
      items: [
        ["flows", "listFlows"],
        ["sounds", "listSounds"],
      ],
    },
    {
      title: "past",
      items: [
        ["contacts", "listContacts"],
        ["recordings", "listRecordings"],
        ["voicemail", "listVoicemail"],
        ["reports", "reportGroups"],
        ["audit", "listAudit"],
      ],
    },
  ];
