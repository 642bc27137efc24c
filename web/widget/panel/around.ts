/** What the chat needs of its surroundings: the brand it belongs to, the network, the other tabs. */
import type { Model } from './model';

/** Asks for the brand until it is there. */
export async function loadBrand(model: Model, attempt = 0): Promise<void> {
  try {
    const brand = await model.desk.brand();
    model.kept.brand = brand;
    model.set({ brand, hours: brand.hours, failed: false });
    // Beside the brand, never in its way.
    void Promise.all([model.desk.incidents(), model.desk.announced(), model.desk.surge()]).then(
      ([wrong, told, surge]) =>
        // The socket may have told something newer meanwhile.
        model.set({
          incidents: wrong.items,
          announced: told.items,
          surge: model.state.surge ?? surge,
        }),
      () => undefined,
    );
  } catch {
    model.set({ failed: true });
    setTimeout(() => void loadBrand(model, attempt + 1), Math.min(20_000, 1500 * 2 ** attempt));
  }
}

/** The customer's case is about an incident: it is kept posted instead of queueing. */
export async function follow(model: Model, client_id: string, incident: string): Promise<void> {
  await model.begin();
  await model.desk.follow(client_id, incident);
  model.restart();
}

/** Tells of the network coming and going, and of other tabs of this brand. */
export function watchPage(brand: string, online: () => void, elsewhere: () => void): void {
  addEventListener('online', online);
  addEventListener('offline', online);
  addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith(`trustdesk:${brand}:`)) elsewhere();
  });
}
