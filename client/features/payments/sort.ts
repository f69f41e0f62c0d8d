import type { Query } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import type { Option } from "../../ui/field.tsx";
import type { Sort } from "../../ui/virtual-table.tsx";

const AS_GIVEN: Sort = { by: "", order: "" };

/** `sort=vendor.desc` in the URL. */
export function sortNamed(name: string): Sort {
  const [by = "", order] = name.split(".");
  return order === "asc" || order === "desc" ? { by, order } : AS_GIVEN;
}

export function sortName({ by, order }: Sort): string {
  return order === "" ? "" : `${by}.${order}`;
}

export function readSort(query: URLSearchParams): Sort {
  return sortNamed(query.get("sort") ?? "");
}

export function writeSort(sort: Sort): Query {
  return { sort: sortName(sort) };
}

/** Where there is no header to click: the orders that people ask for. */
export function sortChoices(): readonly Option<string>[] {
  return [
    { value: "", label: t("payments.sort_default") },
    { value: "state.asc", label: t("payments.sort_state") },
    { value: "balance.desc", label: t("payments.sort_balance") },
    { value: "paid.desc", label: t("payments.sort_paid") },
    { value: "vendor.asc", label: t("payments.sort_vendor") },
  ];
}
