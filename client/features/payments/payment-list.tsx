import type { AcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { t } from "../../messages/text.ts";
import { Choice } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import type { Sort } from "../../ui/virtual-table.tsx";
import { VirtualCards, VirtualTable } from "../../ui/virtual-table.tsx";
import { LineCard } from "./line-card.tsx";
import { classOfLine, columns, LineCells } from "./line-cells.tsx";
import type { Line } from "./rows.ts";
import { heightOfLine } from "./rows.ts";
import { sortChoices, sortNamed, sortName } from "./sort.ts";

type ListProps = {
  readonly lines: readonly Line[];
  readonly wide: boolean;
  readonly links: AcumaticaLinks;
  readonly onToggle: (key: string) => void;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
};

function keyOfLine({ key }: Line): string {
  return key;
}

/** The invoices as a table, or as cards where its columns do not fit. */
export function PaymentList({ lines, wide, links, onToggle, sort, onSort }: ListProps) {
  const common = { label: t("payments.table"), items: lines, keyOf: keyOfLine, heightOf: heightOfLine };
  if (wide) {
    return (
      <VirtualTable
        {...common}
        columns={columns()}
        sort={sort}
        onSort={onSort}
        classOf={classOfLine}
        cells={(line) => <LineCells line={line} links={links} onToggle={onToggle} />}
      />
    );
  }
  return (
    <Stack gap="sm">
      <Choice
        label={t("payments.sort")}
        value={sortName(sort)}
        options={sortChoices()}
        onChange={(name) => onSort(sortNamed(name))}
      />
      <VirtualCards {...common} card={(line) => <LineCard line={line} links={links} onToggle={onToggle} />} />
    </Stack>
  );
}
