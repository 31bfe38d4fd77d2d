// The description of the REST API as the server gives it: which operations there are, who may use
// them, and what they take. Forms and the choice of sections follow it.
import { me, rest } from "@callseat/ui";

export interface Schema {
  $ref?: string;
  type?: string;
  enum?: string[];
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  pattern?: string;
}

interface Content {
  schema?: Schema;
}

interface Described {
  operationId: string;
  requestBody?: { content: Record<string, Content> };
  responses?: Record<string, { content?: Record<string, Content> }>;
  "x-permission"?: string;
}

export interface Description {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  method: string;
  path: string;
  permission: string;
  body: Schema | null;
}

const RANKS = ["anyone", "agent", "supervisor", "administrator"];
const JSON_TYPE = "application/json";

export class Api {
  readonly operations = new Map<string, Operation>();

  constructor(private readonly description: Description) {
    for (const [path, methods] of Object.entries(description.paths))
      for (const [method, one] of Object.entries(methods))
        this.operations.set(one.operationId, {
          method: method.toUpperCase(),
          path: path.slice(1),
          permission: one["x-permission"] ?? "administrator",
          body: one.requestBody?.content[JSON_TYPE]?.schema ?? null,
        });
  }

  /** Whether the role may do this at all; what is in its scope the server knows. */
  may(id: string, role = me.value?.role ?? "agent"): boolean {
    const operation = this.operations.get(id);
    return !!operation && RANKS.indexOf(role) >= RANKS.indexOf(operation.permission);
  }

  /** The schema that a reference means. */
  resolve(schema: Schema): Schema {
    const name = schema.$ref?.split("/").at(-1);
    if (!name) return schema;
    return { ...this.description.components.schemas[name], ...schema, $ref: "" };
  }

  /** What the operation takes, by the member's name. */
  body(id: string): Schema {
    return this.resolve(this.operations.get(id)?.body ?? {});
  }

  /** Do it. `key` is for the path's parameter. Rejects with Refusal. */
  call<T>(id: string, key = "", body?: unknown): Promise<T> {
    const operation = this.operations.get(id);
    if (!operation) throw new Error(`no operation ${id}`);
    const path = operation.path.replace(/\{[^}]+\}/, encodeURIComponent(key));
    return rest<T>(operation.method, path, body === undefined ? {} : { body });
  }
}

export async function loadApi(): Promise<Api> {
  return new Api(await rest<Description>("GET", "openapi.json"));
}
