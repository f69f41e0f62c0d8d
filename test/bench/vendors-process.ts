import { serve } from "./remote.ts";
import { Vendors, type VendorsWish } from "./vendors.ts";

/** Both vendors in a process of their own, so that their work is nobody else's time. */

let vendors: Vendors | null = null;

function opened(): Vendors {
  if (!vendors) throw new Error("Not opened");
  return vendors;
}

const commands = {
  async open(wish: VendorsWish) {
    await vendors?.close();
    vendors = await Vendors.open(wish);
    return vendors.at();
  },
  pays: (count: number) => Promise.resolve(opened().pays(count)),
  corrects: (count: number) => Promise.resolve(opened().corrects(count)),
  voids: (count: number) => Promise.resolve(opened().voids(count)),
  reset: () => Promise.resolve(opened().reset()),
  tally: () => Promise.resolve(opened().tally()),
  sent: () => Promise.resolve(opened().sent()),
};

export type VendorsCommands = typeof commands;
serve(commands);
