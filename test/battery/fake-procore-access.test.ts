import { describe, expect, it } from "vitest";
import {
  procore,
  company,
  project,
  commitment,
  user,
  ask,
  rows,
  post,
  listPayments,
  serviceToken,
  inProcore,
  itKeepsTheContract,
  type Json,
} from "./procore-world.ts";

inProcore();

describe("identity and routing", () => {
  it("shows a person's name only with a company or project", async () => {
    expect((await ask("GET", "/rest/v1.0/me", { company: null })).data).toEqual({
      id: user,
      login: procore.admin.user(user).login,
    });
    expect((await ask("GET", "/rest/v1.0/me", { params: { company_id: company } })).data["name"]).toBe("Pat Doe");
  });

  it("lists a person's companies without a company header", async () => {
    const reply = await ask("GET", "/rest/v1.0/companies", { company: null });

    expect(reply.data).toMatchObject([{ id: company }]);
  });

  it.each(["/rest/v1.0/me", "/rest/v1.0/companies"])("wants the header from a service account on %s", async (path) => {
    const reply = await ask("GET", path, { company: null, token: await serviceToken() });

    expect(reply.status).toBe(400);
    expect(procore.health().missingCompanyHeader).toBe(1);
  });

  it("lists to the service account the companies where the app is installed", async () => {
    procore.admin.disconnectApp(procore.admin.addCompany().id);

    const reply = await ask("GET", "/rest/v1.0/companies", { token: await serviceToken() });

    expect(reply.data).toMatchObject([{ id: company }]);
  });

  it("refuses every other call without the company header, and counts it", async () => {
    const reply = await ask("GET", "/rest/v1.1/projects", { company: null, params: { company_id: company } });

    expect(reply.status).toBe(400);
    expect(reply.data["errors"]).toContain("Missing Procore-Company-Id header!");
    expect(procore.health().missingCompanyHeader).toBe(1);
  });

  it("hands out ids of 15 digits unharmed", () => {
    expect(String(company)).toHaveLength(15);
  });

  it.each(["v1.0", "v1.1", "v1.2", "v1.3"])("says in %s who is an accounting approver", async (version) => {
    procore.admin.joinCompany(user, company, {}, true);

    const reply = await ask("GET", `/rest/${version}/companies/${company}/me`);

    expect(reply.data["erp_integrated_accountant"]).toBe(true);
  });

  it("names the company's regional web host", async () => {
    expect((await ask("GET", "/rest/v1.0/company_base_url")).data).toEqual({
      zone: "us02",
      web_base_url: "https://us02.procore.com",
    });
  });

  it("refuses a company the person does not belong to", async () => {
    const other = procore.admin.addCompany().id;

    expect((await ask("GET", "/rest/v1.0/company_base_url", { company: other })).status).toBe(403);
  });

  it("refuses every call once the app is disconnected, and still tells of the uninstall", async () => {
    procore.admin.disconnectApp(company);

    const refused = await ask("GET", "/rest/v1.1/projects", { params: { company_id: company } });
    expect([refused.status, refused.data["message"]]).toEqual([403, "App is not connected to this company"]);
    const installations = await ask("GET", "/rest/v1.0/app_installations", {
      params: { company_id: company, project_id: project },
    });
    expect(installations.data).toMatchObject([{ status: "uninstalled", uninstalled_at: "2026-03-02T10:00:00Z" }]);
  });
});

describe("permissions", () => {
  it("gives the manifest for exactly one of company and project", async () => {
    const ofProject = await ask("GET", "/rest/v1.0/settings/permissions", { params: { project_id: project } });
    const both = { params: { project_id: project, company_id: company } };

    expect(ofProject.data["tools"]).toMatchObject([
      { friendly_name: "Commitments", user_access_level: { name: "Admin" } },
    ]);
    expect((await ask("GET", "/rest/v1.0/settings/permissions")).status).toBe(400);
    expect((await ask("GET", "/rest/v1.0/settings/permissions", both)).status).toBe(400);
  });

  it("lists ERP Integrations among the company's tools, if the company has it and the person access", async () => {
    procore.admin.joinCompany(user, company, { "ERP Integrations": "Standard" });
    const manifest = async () => {
      const reply = await ask("GET", "/rest/v1.0/settings/permissions", { params: { company_id: company } });
      return (reply.data["tools"] as Json[]).map((tool) => tool["friendly_name"]);
    };

    expect(await manifest()).toEqual(["ERP Integrations"]);
    procore.admin.company(company).tools.delete("ERP Integrations");
    expect(await manifest()).toEqual([]);
  });

  it("shows which tools a project has switched on", async () => {
    procore.admin.disableTool(project, "Commitments");

    const tools = await rows(`/rest/v1.0/projects/${project}/tools`, {});
    expect(tools).toContainEqual(expect.objectContaining({ title: "Commitments", is_active: false }));
    const levels = await rows("/rest/v1.0/tools", { project_id: project });
    expect(levels).toContainEqual(expect.objectContaining({ engine_name: "commitments", user_access_level: "None" }));
  });

  it("hides with 404 what the person may not read", async () => {
    procore.admin.joinProject(user, project, {});
    expect((await listPayments()).status).toBe(404);
    procore.admin.user(user).projects.delete(project);
    expect((await listPayments()).status).toBe(404);
  });

  it("lets a reader read, and refuses a write with 403", async () => {
    procore.admin.joinProject(user, project, { Commitments: "Read Only" });

    expect((await listPayments()).status).toBe(200);
    expect((await post({ amount: "1.00" })).status).toBe(403);
  });

  it("refuses with 403 where the tool is disabled", async () => {
    procore.admin.disableTool(project, "Commitments");

    expect((await listPayments()).status).toBe(403);
  });

  it("keeps the service account to its permitted projects", async () => {
    const service = await serviceToken();
    procore.admin.removePermittedProject(project);

    const params = { project_id: project, contract_id: commitment };
    expect((await ask("GET", "/rest/v1.0/contract_payments", { params, token: service })).status).toBe(403);
    const projects = await ask("GET", "/rest/v1.1/projects", { params: { company_id: company }, token: service });
    expect(projects.data).toEqual([]);
  });

  it("resets permitted projects when the app is installed again", async () => {
    procore.admin.connectApp(company);

    const params = { project_id: project, contract_id: commitment };
    const reply = await ask("GET", "/rest/v1.0/contract_payments", { params, token: await serviceToken() });
    expect(reply.status).toBe(403);
  });
});

itKeepsTheContract();
