/** What tells of new mail outside the page: the icon's number, and the system's notifications. */
const ICON_PX = 64;
const MOST_SHOWN = 99;

/** Draw the number of unread mails into the tab's icon. */
export function badge(link: HTMLLinkElement, plain: string, unread: number): void {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (unread === 0 || !pen) {
    link.href = plain;
    return;
  }
  const picture = new Image(ICON_PX, ICON_PX);
  picture.onload = () => {
    canvas.width = canvas.height = ICON_PX;
    pen.drawImage(picture, 0, 0, ICON_PX, ICON_PX);
    pen.fillStyle = '#d92d20';
    pen.beginPath();
    pen.arc(44, 44, 20, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = '#fff';
    pen.font = 'bold 26px system-ui, sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(unread > MOST_SHOWN ? `${MOST_SHOWN}` : String(unread), 44, 46);
    link.href = canvas.toDataURL('image/png');
  };
  picture.src = plain;
}

/** Ask the user; only ever from a click. */
export async function mayNotify(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted';
}

/** Tell of a mail when the page is not looked at; a burst of mail is one notification, of the newest. */
export function notify(title: string, body: string, open: () => void): void {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
  const told = new Notification(title, { body, tag: 'catcher' });
  told.onclick = () => {
    window.focus();
    open();
    told.close();
  };
}
