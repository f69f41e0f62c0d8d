import { expect, it } from "vitest";
import { userBearer } from "../../server/procore/client.ts";
import { readRights, type Rights, type RightsQuestion } from "../../server/procore/permissions.ts";
import type { Behavior } from "../fakes/procore/behavior.ts";
import type { ToolLevels } from "../fakes/procore/state.ts";
import { anAdapterWorld, closingPorts, errorOf, onEveryMount, type AdapterWorld } from "./procore-adapter.ts";

type Given = {
  company?: ToolLevels;
  project?: ToolLevels | null;
  accountant?: boolean;
  /** Without: the company has no ERP Integrations tool. */
  erpTool?: boolean;
  approver?: boolean;
  known?: boolean | null;
  behavior?: Partial<Behavior>;
};
type May = "sees" | "syncs" | "configures";

const ERP_ADMIN = { "ERP Integrations": "Admin" } as const;
const COMPANY_ADMIN = { Admin: "Admin" } as const;
const READS = { Commitments: "Read Only" } as const;
const WITHOUT_ERP = ["Admin", "Directory", "Portfolio", "Webhooks API"];

closingPorts();

onEveryMount("a person's rights, asked of Procore", (mount) => {
  async function aPerson(given: Given): Promise<AdapterWorld & { ask: (more?: object) => Promise<Rights> }> {
    const world = await anAdapterWorld(mount, given.behavior);
    const { admin } = world.procore;
    if (given.erpTool === false) admin.company(world.company).tools = new Set(WITHOUT_ERP);
    const person = admin.addUser().id;
    admin.joinCompany(person, world.company, given.company ?? {}, given.accountant);
    if (given.project !== null) admin.joinProject(person, world.project, given.project ?? READS);
    const question: RightsQuestion = {
      client: world.client,
      companyId: world.company,
      projectId: world.project,
      bearer: userBearer(world.procore.signIn(person).accessToken),
      approvers: given.approver ? [person] : [],
      companyHasErpTool: given.known ?? null,
    };
    return { ...world, ask: (more = {}) => readRights({ ...question, ...more }) };
  }

  const mayOf = ({ canView, canSync, canConfigure }: Rights): May[] => [
    ...(canView ? ["sees" as const] : []),
    ...(canSync ? ["syncs" as const] : []),
    ...(canConfigure ? ["configures" as const] : []),
  ];

  it.each<[who: string, given: Given, may: May[]]>([
    ["Read Only on Commitments", {}, ["sees"]],
    ["Read-only, as Procore writes it elsewhere", { behavior: { readOnlyName: "Read-only" } }, ["sees"]],
    ["nothing on Commitments", { project: {} }, []],
    [
      "nothing on Commitments, which Procore lists all the same",
      { project: {}, behavior: { manifestListsNone: true } },
      [],
    ],
    ["no access to the project", { project: null }, []],
    ["Admin on ERP Integrations", { company: ERP_ADMIN }, ["sees", "syncs", "configures"]],
    ["Admin on ERP Integrations, without the project", { company: ERP_ADMIN, project: null }, ["configures"]],
    ["Standard on ERP Integrations", { company: { "ERP Integrations": "Standard" } }, ["sees"]],
    ["the accounting approver's flag", { accountant: true }, ["sees", "syncs"]],
    [
      "company Admin, where there is an ERP tool",
      { company: { ...COMPANY_ADMIN, "ERP Integrations": "Standard" } },
      ["sees"],
    ],
    ["company Admin, where there is none", { company: COMPANY_ADMIN, erpTool: false }, ["sees", "syncs", "configures"]],
    [
      "an approver's name in settings, where a company Admin has seen no ERP tool",
      { approver: true, erpTool: false, known: false },
      ["sees", "syncs"],
    ],
    ["an approver's name in settings, where nobody has looked yet", { approver: true, erpTool: false }, ["sees"]],
    ["an approver's name in settings, where there is an ERP tool", { approver: true }, ["sees"]],
  ])("are right for %s", async (_who, given, may) => {
    const { ask } = await aPerson(given);

    const rights = await ask();

    expect(mayOf(rights)).toEqual(may);
    expect(rights.because).toMatch(/^[A-Z].*\.$/);
  });

  it.each<[who: string, given: Given, learned: boolean | null]>([
    ["who sees the tool", { company: ERP_ADMIN }, true],
    ["who sees it although it was believed gone", { company: ERP_ADMIN, known: false }, true],
    ["who is company Admin and sees none", { company: COMPANY_ADMIN, erpTool: false, known: true }, false],
    ["who could not see it anyway", { erpTool: false }, null],
    ["who could not see it, where it is known", { erpTool: false, known: false }, false],
  ])("teach whether there is an ERP tool only from one %s", async (_who, given, learned) => {
    const { ask } = await aPerson(given);

    expect((await ask()).companyHasErpTool).toBe(learned);
  });

  it("cost three requests, all with the person's own token", async () => {
    const { ask, procore, sent } = await aPerson({ company: ERP_ADMIN });

    await ask();

    expect(sent()).toHaveLength(3);
    const tokens = new Set(procore.log.map(({ request }) => request.headers["authorization"]));
    expect(tokens).toEqual(new Set(["Bearer procore-access-000001"]));
    expect(new Set(Object.values(procore.health()))).toEqual(new Set([0]));
  });

  it("without a project are those in the company", async () => {
    const { ask } = await aPerson({ company: ERP_ADMIN, project: null });
    const stranger = await aPerson({ project: null });

    expect(mayOf(await ask({ projectId: null }))).toEqual(["sees", "syncs", "configures"]);
    expect(mayOf(await stranger.ask({ projectId: null }))).toEqual([]);
  });

  it("in another company are none, and say so", async () => {
    const { ask, procore } = await aPerson({ company: ERP_ADMIN });
    const other = procore.admin.addCompany().id;

    const rights = await ask({ companyId: other });

    expect([mayOf(rights), rights.because]).toEqual([
      [],
      expect.stringContaining("does not let you into this company"),
    ]);
  });

  it("are an error, not a refusal, once the sign-in has ended", async () => {
    const { ask } = await aPerson({ company: ERP_ADMIN });

    expect((await errorOf(ask({ bearer: userBearer("ended") }))).kind).toBe("unauthorized");
  });
});
