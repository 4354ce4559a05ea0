/** The failures on purpose that are set; their hits are read again whenever a session begins or ends. */
import * as api from '../api/http';
import { follow } from '../api/live';
import type { Rule, SessionsFrame, Standing } from '../api/types';

export class RuleBook {
  standing = $state.raw<readonly Standing[]>([]);
  ready = $state(false);

  /** Until the returned function is called. */
  follow(): () => void {
    const asked = new URLSearchParams({ limit: '1' });
    const following = follow<SessionsFrame>('api/live/sessions', asked, {
      frame: () => void this.read(),
      connection: () => undefined,
    });
    return () => following.stop();
  }

  async read(): Promise<void> {
    this.standing = await api.listRules();
    this.ready = true;
  }

  /** Raises Refused, which says what cannot be. */
  async add(rule: Rule): Promise<void> {
    await api.addRule(rule);
    await this.read();
  }

  async switch(id: number, enabled: boolean): Promise<void> {
    await api.switchRule(id, enabled);
    await this.read();
  }

  async remove(id: number): Promise<void> {
    await api.removeRule(id);
    await this.read();
  }

  async clear(): Promise<void> {
    await api.removeRules();
    await this.read();
  }
}
