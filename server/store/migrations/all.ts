import type { Migration } from "kysely/migration";
import * as companies from "./0001-companies.ts";
import * as acumaticaPicture from "./0002-acumatica-picture.ts";
import * as procorePicture from "./0003-procore-picture.ts";
import * as links from "./0004-links.ts";
import * as runs from "./0005-runs.ts";
import * as audit from "./0006-audit.ts";
import * as projectStates from "./0007-project-states.ts";
import * as hints from "./0008-hints.ts";
import * as instances from "./0009-instances.ts";
import * as departures from "./0010-departures.ts";
import * as people from "./0011-people.ts";
import * as pictureVersion from "./0012-picture-version.ts";
import * as acumaticaTrouble from "./0013-acumatica-trouble.ts";
import * as numbers from "./0014-numbers.ts";
import * as ledgers from "./0015-ledgers.ts";
import * as orders from "./0016-orders.ts";
import * as billDecisions from "./0017-bill-decisions.ts";
import * as seats from "./0018-seats.ts";
import * as absences from "./0019-absences.ts";
import * as runDepth from "./0020-run-depth.ts";

/** In order of their names; one that has been released is never changed. Forward only. */
export const migrations: Record<string, Migration> = {
  "0001-companies": companies,
  "0002-acumatica-picture": acumaticaPicture,
  "0003-procore-picture": procorePicture,
  "0004-links": links,
  "0005-runs": runs,
  "0006-audit": audit,
  "0007-project-states": projectStates,
  "0008-hints": hints,
  "0009-instances": instances,
  "0010-departures": departures,
  "0011-people": people,
  "0012-picture-version": pictureVersion,
  "0013-acumatica-trouble": acumaticaTrouble,
  "0014-numbers": numbers,
  "0015-ledgers": ledgers,
  "0016-orders": orders,
  "0017-bill-decisions": billDecisions,
  "0018-seats": seats,
  "0019-absences": absences,
  "0020-run-depth": runDepth,
};
