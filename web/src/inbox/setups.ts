/** How a framework or language is told where to send: the lines to copy, for this instance. Pure. */
import type { Health } from '../api/types';

export interface Endpoint {
  readonly host: string;
  readonly port: string;
}

export interface Setup {
  readonly name: string;
  readonly code: string;
}

const ALL_ADDRESSES = ['0.0.0.0', '::'];

/** Where to send, as seen from where the page is read: what listens everywhere is reached under the page's own name. */
export function endpointOf(told: string, pageHost: string): Endpoint {
  const colon = told.lastIndexOf(':');
  const bound = told.slice(0, colon).replace(/[[\]]/g, '');
  const host = ALL_ADDRESSES.includes(bound) ? pageHost.replace(/[[\]]/g, '') : bound;
  return { host, port: told.slice(colon + 1) };
}

export function smtpOf(health: Health | null, pageHost: string): Endpoint {
  return endpointOf(health?.smtp || 'localhost:1025', pageHost);
}

export function written({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export function setups(smtp: Endpoint, page: string): Setup[] {
  const { host, port } = smtp;
  const at = written(smtp);
  return [
    {
      name: 'Shell',
      code: `printf 'Subject: Hello\\n\\nIt works.\\n' | curl smtp://${at} \\\n  --mail-from ann@example.com --mail-rcpt bob@example.com -T -`,
    },
    {
      name: 'Django',
      code: `EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"\nEMAIL_HOST = "${host}"\nEMAIL_PORT = ${port}\nEMAIL_USE_TLS = False`,
    },
    {
      name: 'Rails',
      code: `# config/environments/development.rb\nconfig.action_mailer.delivery_method = :smtp\nconfig.action_mailer.smtp_settings = { address: "${host}", port: ${port} }`,
    },
    {
      name: 'Laravel',
      code: `# .env\nMAIL_MAILER=smtp\nMAIL_HOST=${host}\nMAIL_PORT=${port}\nMAIL_USERNAME=null\nMAIL_PASSWORD=null`,
    },
    { name: 'Symfony', code: `# .env.local\nMAILER_DSN=smtp://${at}` },
    {
      name: 'Spring Boot',
      code: `# application.properties\nspring.mail.host=${host}\nspring.mail.port=${port}`,
    },
    {
      name: 'Node',
      code: `import nodemailer from 'nodemailer';\n\nconst transport = nodemailer.createTransport({ host: '${host}', port: ${port} });\nawait transport.sendMail({\n  from: 'ann@example.com',\n  to: 'bob@example.com',\n  subject: 'Hello',\n  text: 'It works.',\n});`,
    },
    {
      name: '.NET',
      code: `using System.Net.Mail;\n\nusing var client = new SmtpClient("${host}", ${port});\nclient.Send("ann@example.com", "bob@example.com", "Hello", "It works.");`,
    },
    {
      name: 'Go',
      code: `err := smtp.SendMail("${at}", nil, "ann@example.com",\n\t[]string{"bob@example.com"}, []byte("Subject: Hello\\r\\n\\r\\nIt works.\\r\\n"))`,
    },
    {
      name: 'PHP',
      code: `; php.ini\nsendmail_path = "env CATCHER_SMTP=${at} catcher sendmail -t -i"\n\n; on Windows\nSMTP = ${host}\nsmtp_port = ${port}`,
    },
    {
      name: 'WordPress',
      code: `// wp-content/mu-plugins/catcher.php\nadd_action('phpmailer_init', function ($mail) {\n    $mail->isSMTP();\n    $mail->Host = '${host}';\n    $mail->Port = ${port};\n    $mail->SMTPAutoTLS = false;\n});`,
    },
    {
      name: 'Python',
      code: `import smtplib\nfrom email.message import EmailMessage\n\nmail = EmailMessage()\nmail["From"], mail["To"], mail["Subject"] = "ann@example.com", "bob@example.com", "Hello"\nmail.set_content("It works.")\nwith smtplib.SMTP("${host}", ${port}) as smtp:\n    smtp.send_message(mail)`,
    },
    {
      name: 'pytest',
      code: `def test_a_new_user_is_welcomed(catcher):\n    sign_up("bob@example.com", *catcher.smtp)  # your application\n\n    mail = catcher.wait(to="bob@example.com", subject="welcome")\n    assert "code" in mail.text`,
    },
    {
      name: 'Docker Compose',
      code: `services:\n  catcher:\n    build: ./catcher\n    ports: ["1025:1025", "8025:8025"]\n  app:\n    environment:\n      SMTP_HOST: catcher\n      SMTP_PORT: 1025`,
    },
    {
      name: 'HTTP',
      code: `curl --get ${page}api/wait --data-urlencode "q=to:bob subject:welcome" --data timeout=10`,
    },
  ];
}
