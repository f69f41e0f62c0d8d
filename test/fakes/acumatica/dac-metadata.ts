import { typeName } from "./dac-schema.ts";
import type { DacSchema, ResolvedSet } from "./dac-schema.ts";

/**
 * The $metadata document. Which fields are refused in $filter and $select stands in the FilterRestrictions of each
 * entity set, as in the vendor's own document.
 */
export function metadataXml(schema: DacSchema): string {
  const namespaces = [...new Set(schema.sets.map(({ namespace }) => namespace))];
  const schemas = namespaces.map((namespace) => {
    const types = schema.sets.filter((set) => set.namespace === namespace).map((set) => entityType(schema, set));
    return `<Schema Namespace="${namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types.join("")}</Schema>`;
  });
  const sets = schema.sets.flatMap((set) => set.aliases.map((alias) => entitySet(set, alias)));
  return (
    `<?xml version="1.0" encoding="utf-8"?>` +
    `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>` +
    schemas.join("") +
    `<Schema Namespace="Default" xmlns="http://docs.oasis-open.org/odata/ns/edm">` +
    `<EntityContainer Name="Container">${sets.join("")}</EntityContainer></Schema>` +
    `</edmx:DataServices></edmx:Edmx>`
  );
}

function entityType(schema: DacSchema, set: ResolvedSet): string {
  const key = set.base ? "" : `<Key>${set.key.map((name) => `<PropertyRef Name="${name}"/>`).join("")}</Key>`;
  const base = set.base ? ` BaseType="${typeName(schema.byName(set.base))}"` : "";
  const inherited = set.base ? schema.byName(set.base).unselectable : [];
  const properties = Object.entries(set.fields)
    .filter(([name]) => set.own.has(name))
    .map(([name, { type }]) => {
      const required = set.key.includes(name) ? ` Nullable="false"` : "";
      return `<Property Name="${name}" Type="${type}"${required}/>`;
    });
  const refused = set.unselectable
    .filter((name) => !inherited.includes(name))
    .map((name) => `<Property Name="${name}" Type="${/Amt|Bal|Rate$/.test(name) ? "Edm.Decimal" : "Edm.String"}"/>`);
  return (
    `<EntityType Name="${set.name}"${base}>${key}${properties.join("")}${refused.join("")}` +
    `${navigations(schema, set).join("")}</EntityType>`
  );
}

function navigations(schema: DacSchema, set: ResolvedSet): readonly string[] {
  const inherited = set.base ? schema.byName(set.base).navigations : {};
  return Object.entries(set.navigations)
    .filter(([name]) => !Object.hasOwn(inherited, name))
    .map(([name, { to, collection, via = [] }]) => {
      const target = typeName(schema.byName(to));
      const constraints = via
        .filter(([local]) => Object.hasOwn(set.fields, local))
        .map(([local, remote]) => `<ReferentialConstraint Property="${local}" ReferencedProperty="${remote}"/>`);
      const type = collection ? `Collection(${target})` : target;
      return `<NavigationProperty Name="${name}" Type="${type}">${constraints.join("")}</NavigationProperty>`;
    });
}

function entitySet(set: ResolvedSet, alias: string): string {
  const paths = set.unselectable.map((name) => `<PropertyPath>${name}</PropertyPath>`).join("");
  const restrictions = paths
    ? `<Annotation Term="Org.OData.Capabilities.V1.FilterRestrictions"><Record>` +
      `<PropertyValue Property="NonFilterableProperties"><Collection>${paths}</Collection></PropertyValue>` +
      `</Record></Annotation>`
    : "";
  return `<EntitySet Name="${alias}" EntityType="${typeName(set)}">${restrictions}</EntitySet>`;
}
