"""The words that tell a one-time code from another number, by language.

One row a language. A word is a piece of a regular expression, folded in case; `*` stands for the rest of a word, at
its end or, in languages that join words, at its beginning. A word with `#` counts only before a number, with a sign
or a dot between at most; one with `=` only right before it. Words of scripts that put no
space between words, and of those that join prefixes to them, are found anywhere.
"""

from __future__ import annotations

from catcher.core.wire import Value


class Words(Value):
    """What a language calls things, separated by bars.

    `names`: what nothing but a one-time code is called. `codes`: what it may be called for short. `intents`: what it
    is for. `limits`: that it ends soon, or must be kept secret. `others`: numbers that are no one-time codes.
    `offers`: what makes a code one to buy with, or to join a meeting.
    """

    names: str
    codes: str
    intents: str
    limits: str
    others: str
    offers: str


# fmt: off
LANGUAGES = {
    "en": Words(
        "one-?\\s?time (?:pass)?(?:code|word|pin)s?|(?:verification|verify|security|authentication|authenticator|authorization|access|activation|login|log-?in|sign-?in|sign-?up|signin|reset|recovery|two-factor|2fa|mfa|unlock|device|validation|temporary|single-use|sms|email|registration|approval|transaction|account|identity|magic|otp|pass|pin|backup) (?:code|pin|number|token|key)s?|verification|passcode|pass code|otps?|otp|totp|pin|pins|pin-code|tan|mtan|temporary password|one-time pass",
        "codes?|token|confirmation (?:code|pin|token|key)s?|secret code|digits|digit code|sequence|characters|numbers? below",
        "verif*|prove|confirm your|confirm this|confirm that|confirm it|sign(?:ing)?[ -]?in|log(?:ging)?[ -]?in|logged in|authenticat*|two-factor|2-step|two-step|2fa|mfa|one-time|reset your|password reset|reset the password|passwords?|identity|activate|sign(?:ing)? up|new device|security|create your account|complete your registration|link your|step 2|approve|authoriz*|authoris*",
        "expires?|expired|valid for|valid until|valid only|minutes|do not share|don't share|never share|with anyone|did(?: not|n't) request|did(?: not|n't) ask|ignore this|will never ask|enter|type|paste|use it|once",
        "(?:order|invoice|ticket|case|tracking|phone|telephone|tel|customer|account|reference|ref|booking|reservation|vat|tax|registration|company|serial|part|item|product|model|policy|contract|claim|incident|request|flight|train|seat|room|gate|shipment|parcel|package|delivery|consignment|waybill|article|sku|po|quote|quotation|receipt|transaction|payment|card|iban|bic|swift|sort|routing|bank|member(?:ship)?|student|employee|patient|appointment|meeting|webinar|conference|extension|fax|mobile|hotline|helpline|licen[cs]e|patent|isbn|building|suite|unit|apt|apartment|street|build|version|release|pull request|issue|commit|job|pipeline|run|error|status|exit|http|response|rfc|port|process|record|document|file|voucher|lot|batch|vin|plate|passport|visa|social security|ssn|duns|abn|siret|donation|loan|mortgage|meter|return|rma|return authori[sz]ation|dispatch|locker|loyalty|points|frequent flyer|survey|poll|campaign|station|terminal|auth|debit|credit|checking|savings|charity|bill|statement|subscription|plan|project|session|visitor|conversation|chat|thread|message|event|conference|user|client|agent|merchant|store|branch|trace|hash)(?:[ -](?:id|no|nr|num|number|numbers|code|key|reference|ref|#))\\.?|order#|invoice#|ticket#|case#|booking#|reservation#|receipt#|reference#|ref#|bill#|quote#|shipment#|parcel#|rma#|po box#|p\\.o\\. box#|box=|flight=|tel#|phone#|fax#|call=|dial=|ext#|suite=|room=|apt=|gate=|seat=|issue#|build#|job#|sku#|vat#|iban#|bic#|reg#|since=|established=|founded=|copyright#|year=|incident#|pull request#|article#|item#|model=|chapter=|section=|page=|error=|ending(?: in| with)?#|card=|flight=|train=|bus=|line=|version=|windows=|chrome=|firefox=|safari=|android=|ios=|macos=|office=|order confirmation#|meeting id#|passcode for the meeting#|top=|over=|more than=|about=|around=|nearly=|approximately=|up to=|(?:last|final|ending|first) (?:four |4 |two |2 |six |6 )?digits|confirmation (?:number|no|id|#)|(?:to|of|source|open|no|low|clean|legacy|machine|morse|penal|civil|building|electrical|dress) codes?|code (?:review|freeze|base|camp|editor|quality|of conduct|of ethics|size|style|changes|coverage|sample|snippet|generation|completion|owners)s?|account ending(?: in)?|(?:practice|bank|zip|postal|post|area|zone|parking|store|location|plate|survey|room|supplier|vendor|department|category|subject|event|class|project|country|dialling|qr|bar|source|dress|error|product|tracking|booking|airport|iata|sort|swift|tax|colou?r|hs|status|exit|response|hex|morse|lock|currency|language|state|time zone|building|reservation|referral|friend|invite|invitation|order|course|class|style|size) ?codes?|barcode|postcode|zip|hotline|helpline|emergency line|codebase|no\\.|nos\\.|№|id#|ids#|#|reference#|invoice#|balance|total|amount|subtotal|quantity|qty|score=|steps=|points=|miles|followers|views|subscribers",
        "your booking|your reservation|reservation|booking confirm*|itinerary|nights|check-in|boarding|departure|loyalty|meeting id|webinar id|conference id|join (?:the |our |this )?(?:video |zoom |teams )?(?:meeting|call|webinar)|dial[- ]in|promo(?:tion(?:al)?)?|coupon|discount|voucher|gift ?card|gift|sale|(?:%|dollars|pounds|euros) off|checkout|(?:at|you) check out|offer|deal|cashback|black friday|free shipping|sav(?:e|ings) (?:up to )?[$€£]?\\d|referral|redeem|store credit|refer a friend|loyalty",
    ),
    "de": Words(
        "(?:bestätigungs|verifizierungs|verifikations|sicherheits|anmelde|login|einmal|zugangs|freischalt|aktivierungs|prüf|authentifizierungs|geräte|freigabe|wiederherstellungs|registrierungs|e-mail|sms)-?(?:code|pin|kennwort|passwort|nummer|schlüssel)s?|einmalpasswort|einmalkennwort|einmalcode|tan|(?:m|i|sms|push|chip|photo|mobile|app|qr)-?tan|pin|zahlencode|sicherheitsnummer",
        "codes?|ziffern|zahlenfolge|ziffernfolge|zeichenfolge|*code",
        "bestätig*|verifizier*|anmeld*|anzumelden|einloggen|einzuloggen|log-?in|zurücksetz*|zurückzusetzen|passwort|kennwort|authentifizier*|identität|freischalt*|aktivier*|registrier*|zwei-faktor*|zwei-schritt*|neues gerät|sicherheit|freigeben",
        "gültig*|läuft ab|läuft in|verfällt|minuten|gib|geben sie|eingeben|teilen sie|teile diesen|nicht weiter|niemandem|nicht angefordert|ignorier*",
        "(?:bestell|auftrags|rechnungs|kunden|sendungs|paket|vorgangs|ticket|telefon|fax|steuer|konto|vertrags|artikel|buchungs|referenz|mitglieds|reservierungs|termin|versicherungs|policen|serien|modell|beleg|kassen|zug|flug|gleis|wagen|sitzplatz|zimmer|haus|handels?register|register|matrikel|fall|schadens?|liefer(?:schein)?|zähler|mandats|gläubiger|retouren|personal|patienten|ust-id|umsatzsteuer|identifikations|aktenzeichen|angebots|projekt|filial|kontroll|lager|trackings?|bearbeitungs|rückfragen|hotline|post)-?\\s?(?:nummer|nr|nummern|id|code|kennung)\\.?|(?:letzten?|endenden?) (?:vier |4 )?(?:ziffern|stellen)|sendungsverfolgung|aktenzeichen|ust-?id(?:nr)?|iban|bic|blz|bankleitzahl|(?:sperr-?)?notruf|*hotline|hotline|servicetelefon|hrb|tel|telefon|fax|plz|postleitzahl|nr#|seit=|jahr=|gegründet=|endet auf|endziffern|betrag|summe|gesamt|rufnummer|durchwahl|postfach=|(?:qr|bar|strich|quell|fehler|farb|länder|gutschein|rabatt|aktions|promo|vorteils|buchungs|bestell|tracking)-?codes?|vorwahl|hausnummer|über=|rund=|etwa=|punkte=|bestellung#|rechnung#|auftrag#|vorgang#|fall#|sendung#|paket#|vom=|zählerstand|auftragsnr|meeting-id",
        "besprechungs-id|meeting-id|an besprechung teilnehmen|reservierungs*|buchungs*|übernachtung*|reise*|rabatt*|gutschein*|aktionscode|prozent|% auf|angebot*|vorteilscode|sparen|sale|versandkostenfrei|(?:zur|an der) kasse|einkauf|warenkorb",
    ),
    "fr": Words(
        "(?:code|mot de passe|numéro|clé) (?:de |d['’ ]\\s?|à )?(?:vérification|confirmation|sécurité|connexion|validation|authentification|accès|activation|usage unique|usage-unique|récupération|réinitialisation|inscription|identification|temporaire|secret|provisoire|unique)|code (?:pin|sms|otp)|code à \\d chiffres|code confidentiel",
        "codes?|jeton|chiffres|séquence|caractères|(?:la|cette) clé (?:ci-dessous|suivante)|(?:voici|voilà) (?:la|ta|votre) clé",
        "vérifi*|confirm*|connexion|connecter|connectez|authentifi*|réinitialis*|mot de passe|identité|activer|activez|inscri*|nouvel appareil|double facteur|deux facteurs|sécurité|valider",
        "expire*|valable*|valide*|minutes|ne (?:le )?partagez|ne communiquez|saisissez|saisir|entrez|n'êtes pas à l'origine|n’êtes pas à l’origine|ignorez|personne",
        "(?:numéro|n°|nº|no|num|réf(?:érence)?)\\.? (?:de |d['’]\\s?|du )?(?:commande|facture|client|suivi|dossier|téléphone|contrat|compte|ticket|réservation|colis|billet|siret|siren|tva|série|vol|train|place|voiture|adhérent|police|lot|demande|rue|devis|reçu|chambre)|commande#|facture#|dossier#|réf|référence|téléphone|tél|fax|siret|siren|rcs|tva|iban|bic|n°|nº|depuis=|cedex|code postal|code banque|code guichet|code insee|code ape|code naf|clé rib|code[ -]barres|code qr|numéro vert|(?:quatre |4 )?derniers chiffres|code (?:source|civil|pénal|du travail|de la route)|code (?:de |d['’]\\s?)?(?:promo(?:tionnel)?|remise|réduction|avantage|cadeau|parrainage|article|produit|client|erreur|couleur|pays|source)|montant|total|capital de=|se terminant par|cp|bp=|train=|vol#|colis#|réservation#|billet#|id de réunion|points=|plus de=|environ=|client=",
        "promo*|réduction*|remise*|soldes|bon d['’]achat|cadeau|offre*|avantage|% sur|panier|parrain*|économis*|livraison offerte",
    ),
    "es": Words(
        "(?:código|clave|contraseña|pin|número) (?:de (?:un solo uso|uso único|verificación|confirmación|seguridad|acceso|activación|inicio de sesión|autenticación|validación|recuperación|registro|restablecimiento|ingreso|autorización|\\d dígitos)|temporal|otp|único|dinámica|secreto)|código otp|código pin|token de acceso",
        "códigos?|clave|dígitos|cifras|secuencia|caracteres|token",
        "verific*|confirma*|iniciar sesión|inicio de sesión|inicia sesión|acceder|acceso|autenticación|restablec*|contraseña|identidad|activar|activa|registr*|nuevo dispositivo|dos pasos|seguridad|ingresar",
        "caduca|vence|expira|válido|validez|minutos|no (?:lo )?compartas|no comparta|introduce|introduzca|ingresa|escribe|no (?:has |ha )?solicit*|ignora*|nadie",
        "(?:número|n[º°]|nro|núm|no)\\.? (?:de )?(?:pedido|factura|cliente|seguimiento|teléfono|caso|ticket|reserva|contrato|cuenta|referencia|guía|orden|incidencia|póliza|serie|vuelo|socio|expediente|envío)|pedido#|factura#|referencia|ref#|teléfono|tel|fax|nif|cif|rfc|iva|iban|n[º°]|nro#|núm#|desde=|código postal|c\\.p\\.|cp|código (?:de )?(?:barras|qr|promocional|descuento|regalo|producto|artículo|seguimiento|reserva|cliente|país|error|cupón|referido)|últimos (?:cuatro |4 )?dígitos|código (?:abierto|fuente|civil|penal)|localizador|importe|total|termina(?:da)? en|terminación|reserva#|caso#|incidencia#|guía#|orden#|vuelo#|puntos|más de=|cerca de=|id de reunión",
        "promo*|descuento*|cupón*|oferta*|rebajas?|regalo|% de|ahorr*|cesta|carrito|envío gratis|invita a",
    ),
    "pt": Words(
        "(?:código|senha|pin|número|chave) (?:de (?:uso único|utilização única|verificação|confirmação|segurança|acesso|ativação|login|autenticação|validação|recuperação|cadastro|registo|redefinição|início de sessão|\\d dígitos)|temporári[ao]|único|única|otp|descartável)|(?:senha|palavra-passe) de (?:uso único|utilização única)|código pin|código token",
        "códigos?|dígitos|sequência|caracteres|token",
        "verific*|confirm*|iniciar sessão|início de sessão|entrar|login|acessar|acesso|aceder|autentic*|redefin*|senha|palavra-passe|identidade|ativar|ative|inscri*|cadastr*|registo|novo dispositivo|duas etapas|dois fatores|segurança",
        "expira|válido|validade|minutos|não compartilhe|não partilhe|digite|insira|introduza|não solicit*|ignore|ninguém",
        "(?:número|n[º°]|nº|nr|no)\\.? (?:d[oae] )?(?:pedido|fatura|encomenda|nota fiscal|cliente|rastreio|rastreamento|telefone|últimos (?:quatro |4 )?dígitos|código (?:aberto|fonte|civil|penal)|protocolo|chamado|reserva|contrato|conta|referência|nota|ticket|série|voo|apólice|processo)|pedido#|fatura#|encomenda#|referência|ref#|telefone|tel|nif|cnpj|cpf|iva|iban|n[º°]|desde=|cep|código (?:de |do )?(?:barras|qr|postal|promocional|desconto|produto|cliente|rastreio|rastreamento|reserva|país|erro|cupom)|protocolo|chamado#|valor=|total|final#|terminado em|nota fiscal#|reserva#|voo#|pontos|mais de=|cerca de=|id da reunião|entidade|multibanco",
        "promo*|desconto*|cupom|cupons|cupão|oferta*|saldos|presente|% de|economiz*|carrinho|frete grátis|indique (?:e ganhe|um amigo|amigos)",
    ),
    "it": Words(
        "(?:codice|password|pin|chiave|numero) (?:di |d['’]\\s?|per la |per l['’])?(?:verifica|conferma|sicurezza|accesso|attivazione|autenticazione|autorizzazione|recupero|registrazione|convalida|usa e getta|monouso|temporane[oa]|otp|pin|segreto|sblocco|login|identificazione)|codice a \\d cifre|password monouso|codice otp",
        "codic[ei]|cifre|sequenza|caratteri|token",
        "verific*|conferm*|iscri*|acced*|accesso|login|autentic*|reimposta*|password|identità|attiv*|registra*|nuovo dispositivo|due fattori|due passaggi|sicurezza",
        "scad*|valid*|minuti|non condividere|non comunicar*|inserisci|inserire|digita|non hai richiesto|non ha richiesto|ignora|nessuno",
        "(?:numero|n[.°º]|nr|num)\\.? (?:d['’]\\s?|di |del |della )?(?:ordine|fattura|cliente|spedizione|telefono|pratica|ticket|prenotazione|contratto|conto|riferimento|tracking|polizza|serie|volo|treno|posto|carrozza|segnalazione)|ordine#|fattura#|pratica#|riferimento|rif|telefono|tel|fax|p\\.?\\s?iva|partita iva|iban|ultime (?:quattro |4 )?cifre|codice (?:sorgente|civile|penale|della strada)|codice fiscale|codice abi|codice cab|numero verde|c\\.?f|cap|n[.°º]|dal=|codice (?:di |a )?(?:utenza|biglietto|destinatario|univoco|ufficio|tributo|barre|qr|postale|sconto|promo(?:zionale)?|cliente|prodotto|articolo|prenotazione|tracking|tracciamento|spedizione|errore|coupon|regalo|amico)|importo|totale|che termina con|spedizione#|prenotazione#|volo#|treno#|punti=|oltre=|circa=|id riunione|capitale sociale|rea|pnr",
        "promo*|scont*|coupon|buono|offert*|saldi|regalo|% di|% su|risparmi*|carrello|spedizione gratuita",
    ),
    "nl": Words(
        "(?:verificatie|bevestigings|beveiligings|inlog|toegangs|activatie|activerings|eenmalige|authenticatie|herstel|controle|aanmeld|sms|pin|registratie)-?\\s?(?:code|pincode|wachtwoord|sleutel)s?|eenmalige (?:code|pincode|toegangscode)|eenmalig wachtwoord|pincode|tan-code",
        "codes?|cijfers|cijferreeks|cijfercombinatie|tekens|*code",
        "verif*|bevestig*|inlogg*|aanmeld*|log in|authenticatie|wachtwoord|identiteit|activer*|registr*|nieuw apparaat|tweestaps*|beveilig*|resetten|herstel*",
        "geldig|verloopt|minuten|deel deze|deel dit|delen|voer|vul|niet aangevraagd|negeer|niemand",
        "(?:bestel|order|factuur|klant|volg|track|ticket|zaak|telefoon|dossier|boekings|reserverings|referentie|laatste (?:vier |4 )?cijfers|kenmerk|polis|contract|rekening|serie|artikel|lidmaatschaps|afspraak|relatie|pakket|zending|kvk|btw)-?\\s?(?:nummer|nr|code|id)\\.?|kenmerk|bestelling#|factuur#|telefoon|tel|kvk|btw|iban|bic|nr#|sinds=|postcode|postbus|(?:kortings|actie|qr|bar|streepjes|cadeau|promo|boekings|voordeel|fout|land|kleur|order|volg)-?codes?|bedrag|totaal|eindigt op|eindigend op|zending#|pakket#|zaak#|punten|ruim=|ongeveer=|vergaderings-id",
        "korting*|actie*|aanbieding*|cadeau*|waardebon|voordeel|% op|bespaar|winkelmand|gratis verzending|uitverkoop",
    ),
    "pl": Words(
        "(?:kod\\w{0,3}|hasł\\w{1,2}|pin|numer) (?:weryfikacyjn\\w+|potwierdzając\\w+|potwierdzenia|bezpieczeństwa|jednorazow\\w+|dostępu|aktywacyjn\\w+|logowania|autoryzacyjn\\w+|uwierzytelniając\\w+|sms|pin|tymczasow\\w+|rejestracyjn\\w+|autoryzacji|weryfikacji|aktywacji|odzyskiwania)|jednorazow\\w+ (?:kod\\w{0,3}|hasł\\w{1,2})|kod pin|smskod",
        "kod\\w{0,3}|cyfr\\w{0,3}",
        "weryfik*|potwierd*|zaloguj|logowani*|zalogowa*|uwierzytelni*|reset*|hasł*|tożsamoś*|aktyw*|rejestrac*|nowe urządzenie|nowego urządzenia|dwuetap*|dwuskładnik*|bezpieczeńst*",
        "ważny|ważne|wygas*|traci ważność|minut*|nie udostępniaj|nie podawaj|wpisz|wprowadź|podaj|nie prosi*|zignoruj|nikomu",
        "(?:numer\\w{0,2}|nr) (?:zamówienia|faktury|klienta|przesyłki|zgłoszenia|telefonu|sprawy|konta|rezerwacji|umowy|referencyjn\\w+|paczki|polisy|listu|biletu|seryjn\\w+|rachunku|zlecenia)|zamówieni\\w+#|faktur\\w+#|zgłoszeni\\w+#|telefon|tel|nip|regon|krs|iban|nr#|numer#|od=|kod\\w{0,3} (?:pocztow\\w+|kreskow\\w+|klienta|kontrahenta|qr|rabatow\\w+|promocyjn\\w+|produktu|rezerwacji|błędu|kraju|śledzenia)|kwota|suma|razem|kończąc\\w+ się na|przesyłk\\w+#|paczk\\w+#|rezerwacj\\w+#|punktów=|ponad=|około=|identyfikator spotkania",
        "rabat*|promoc*|kupon*|zniżk*|okazj*|wyprzedaż*|% na|oszczęd*|koszyk*|darmow* dostaw*|prezent*",
    ),
    "cs": Words(
        "(?:ověřovací\\w*|potvrzovací\\w*|bezpečnostní\\w*|jednorázov\\w+|přístupov\\w+|aktivační\\w*|přihlašovací\\w*|autorizační\\w*|autentizační\\w*|registrační\\w*|sms) (?:kód\\w{0,3}|hesl\\w+|pin)|pin kód|kód pro (?:přihlášení|ověření|potvrzení|obnovení)|overovací kód",
        "kód\\w{0,3}|číslic\\w*",
        "ověř(?:it|te|en\\w+|ova\\w+)|potvr*|přihlá*|autoriz*|hesl*|totožnost*|aktiv*|registrac*|nové zařízení|dvoufázov*|dvoufaktor*|bezpečnost*|obnov*",
        "platný|platí|platnost|vyprší|minut*|nesdílejte|nesdělujte|zadejte|zadej|nežádali|nepožád*|ignorujte|nikomu",
        "(?:čísl\\w{1,2}|č\\.) (?:objednávky|faktury|zákazníka|zásilky|případu|tiketu|účtu|rezervace|smlouvy|požadavku|dokladu|letu)|objednáv\\w+#|faktur\\w+#|telefon|tel|ičo?|dič|iban|číslo#|č#|od roku=|psč|variabilní symbol|vs|kód\\w{0,3} (?:zákazníka|produktu|zboží|zásilky|rezervace|kupónu)|(?:slevov\\w+|čárov\\w+|qr|promo|poštovní|rezervační) kód\\w{0,3}|částka|celkem|končící na|zásilk\\w+#|rezervac\\w+#|bodů=|více než=|id schůzky",
        "slev*|akční|kupón*|kupon*|nabídk*|výprodej*|dárkov*|% na|ušetř*|košík*|doprava zdarma",
    ),
    "sv": Words(
        "(?:verifierings|bekräftelse|säkerhets|engångs|inloggnings|aktiverings|åtkomst|autentiserings|återställnings|kontroll|pin)-?(?:kod\\w{0,3}|lösenord\\w{0,2}|pin)|pinkod\\w{0,2}|engångskod\\w{0,2}",
        "kod\\w{0,3}|siffror\\w*|*kod|*koden",
        "verifi*|bekräft*|godkänn*|logga in|inloggning*|autentis*|återställ*|lösenord*|identitet*|aktiver*|registrer*|ny enhet|tvåfaktor*|tvåstegs*|säkerhet*",
        "giltig*|gäller i|går ut|upphör|minuter|dela inte|lämna inte|ange|skriv in|inte begärt|ignorera|ingen annan",
        "(?:order|faktura|kund|spårnings|ärende|telefon|boknings|referens|konto|avtals|försändelse|paket|kolli|medlems|organisations|serie|ocr|beställnings|person)-?\\s?(?:nummer|nr|id|numret|kod)|order#|faktura#|ärende#|telefon|tel|org\\.?nr|momsreg|iban|bankgiro|plusgiro|ocr|nr#|sedan=|postnummer|box=|(?:rabatt|kampanj|qr|streck|erbjudande|presentkorts|post|lands|fel|boknings)-?kod\\w{0,3}|belopp|summa|totalt|att betala|slutar på|som slutar|paket#|bokning#|poäng=|över=|cirka=|mötes-id",
        "rabatt*|kampanj*|erbjudande*|rea|presentkort|% på|varukorg*|fri frakt",
    ),
    "da": Words(
        "(?:bekræftelses|verifikations|verificerings|sikkerheds|engangs|login|adgangs|aktiverings|godkendelses|nulstillings|pin)-?(?:kode\\w{0,2}|adgangskode|pin)|engangskode\\w{0,2}|engangsadgangskode|pinkode\\w{0,2}|sms-kode",
        "kode\\w{0,2}|cifre|*kode|*koden",
        "bekræft*|verific*|log ind|logge ind|login|godkend*|nulstil*|adgangskode*|identitet*|aktiver*|registrer*|ny enhed|totrins*|to-faktor*|sikkerhed*",
        "gyldig*|udløber|gælder i|minutter|del ikke|del den ikke|indtast|skriv|ikke (?:har )?anmodet|ignorer|ingen",
        "(?:ordre|faktura|kunde|sporings|sags|telefon|booking|reference|konto|pakke|forsendelses|medlems|serie|reservations|cvr)-?\\s?(?:nummer|nr|id)|ordre#|faktura#|sag#|telefon|tlf|tel|cvr|iban|nr#|siden=|postnummer|(?:rabat|kampagne|qr|streg|tilbuds|gavekort|post|lande|fejl|booking)-?kode\\w{0,2}|beløb|total|i alt|ender på|pakke#|booking#|point=|over=|cirka=|møde-id",
        "rabat*|kampagne*|tilbud*|udsalg|gavekort|% på|spar|kurv*|gratis fragt",
    ),
    "no": Words(
        "(?:bekreftelses|verifiserings|verifikasjons|sikkerhets|engangs|innloggings|tilgangs|aktiverings|godkjennings|gjenopprettings|pin)-?(?:kode\\w{0,2}|passord|pin)|engangskode\\w{0,2}|engangspassord|pinkode\\w{0,2}",
        "kode\\w{0,2}|sifre|siffer|*kode|*koden",
        "bekreft*|verifis*|logg inn|logge inn|innlogging*|godkjenn*|tilbakestill*|passord*|identitet*|aktiver*|registrer*|ny enhet|totrinns*|to-faktor*|sikkerhet*",
        "gyldig*|utløper|gjelder i|minutter|ikke del|del ikke|skriv inn|tast inn|oppgi|ikke (?:har )?bedt|ignorer|ingen",
        "(?:ordre|faktura|kunde|sporings|saks|telefon|bestillings|referanse|konto|pakke|sendings|medlems|serie|reservasjons|organisasjons|kid)-?\\s?(?:nummer|nr|id)|ordre#|bestilling#|faktura#|sak#|telefon|tlf|orgnr|org\\.nr|iban|kid|nr#|siden=|postnummer|(?:rabatt|kampanje|qr|strek|tilbuds|gavekort|post|lands|feil|bestillings)-?kode\\w{0,2}|beløp|totalt|sum=|ender på|slutter på|pakke#|poeng=|over=|cirka=|møte-id",
        "rabatt*|kampanje*|tilbud*|salg|gavekort|% på|spar|handlekurv*|gratis frakt",
    ),
    "fi": Words(
        "(?:vahvistus|turva|todennus|tunnistus|kerta(?:käyttö)?|kirjautumis|aktivointi|varmistus|palautus|pääsy|pin-?|rekisteröinti)(?:koodi\\w*|tunnus\\w*|salasana\\w*|numero\\w*)|kertakäyttöi\\w+ (?:koodi\\w*|salasana\\w*|tunnuslu\\w*)|pin-?koodi\\w*|tunnusluku\\w*",
        "koodi\\w*|numerosarja\\w*|*koodi|*koodisi",
        "vahvist*|kirjaudu*|kirjautu*|todenna*|todentami*|palaut*|salasana*|henkilöllisyy*|aktivo*|rekisteröi*|uusi laite|uudelta laitteelta|kaksivaihei*|tunnistau*|turvallisu*",
        "voimassa|vanhenee|vanhentuu|minuut*|älä jaa|älä kerro|syötä|anna|kirjoita|et pyytänyt|et ole pyytänyt|ohita|kenellekään",
        "(?:tilaus|lasku|asiakas|seuranta|tapaus|puhelin|varaus|viite|tili|lähetys|paketti|jäsen|sarja|tiketti|tuki)-?(?:numero\\w*|nro|tunnus\\w*|koodi\\w*)|tilau\\w+#|lasku\\w*#|puh|puhelin|y-tunnus|iban|nro#|numero\\w*#|vuodesta=|postinumero|(?:alennus|kampanja|qr-|viiva|lahja|tarjous|etu|posti|virhe|maa|tuote|noutopiste)-?koodi\\w*|summa|yhteensä|päättyv\\w+|pistettä=|yli=|noin=|kokoustunnus",
        "alennu*|kampanja*|tarjou*|ale|lahjakort*|% alennus|säästä|ostoskor*|kassalla|ilmainen toimitus",
    ),
    "tr": Words(
        "(?:doğrulama|onay|güvenlik|giriş|aktivasyon|tek kullanımlık|erişim|kimlik doğrulama|sıfırlama|kurtarma|etkinleştirme|oturum açma|sms|kayıt) (?:kod\\w*|şifre\\w*|parola\\w*|pin)|pin kod\\w*",
        "kod|kodu|kodun\\w*|kodum\\w*|haneli|rakam\\w*",
        "doğrula*|onayla*|giriş yap*|oturum aç*|kimli*|sıfırla*|şifre*|parola*|etkinleştir*|aktif*|kaydın*|kayıt ol*|yeni cihaz|iki adımlı|iki faktörlü|güvenli*",
        "geçerli*|süresi|dakika*|paylaşma*|girin*|giriniz|siz değilseniz|talep etme*|dikkate alma*|kimseyle",
        "(?:sipariş|fatura|müşteri|takip|talep|telefon|rezervasyon|referans|hesap|kargo|gönderi|destek|poliçe|üyelik|seri|bilet|vergi) (?:numara\\w*|no\\w*|nosu|kod\\w*|id\\w*)|sipariş\\w*#|fatura\\w*#|telefon|tel|faks|iban|vkn|tckn|no#|numara\\w*#|yılından=|posta kod\\w*|(?:indirim|kampanya|kupon|promosyon|hediye|qr|ürün|alan|ülke|hata|barkod) kod\\w*|tutar|toplam|ile biten|puan=|toplantı kimliği",
        "indirim*|kampanya*|kupon*|promosyon*|hediye*|fırsat*|% ind*|sepet*|ücretsiz kargo|tasarruf",
    ),
    "ru": Words(
        "(?:код\\w{0,3}|пароль|пин|пин-код\\w{0,2}) (?:подтверждени\\w+|проверк\\w+|безопасности|доступа|активации|входа|авторизации|восстановления|верификации|аутентификации|регистрации|для входа|для подтверждения|из sms)|(?:проверочн\\w+|одноразов\\w+|защитн\\w+|временн\\w+|секретн\\w+) (?:код\\w{0,3}|парол\\w{0,3}|пин\\w*)|пин-?код\\w{0,2}|одноразов\\w+ парол\\w+",
        "код\\w{0,3}|цифр\\w*|последовательност\\w*|символ\\w*",
        "подтверд*|подтвержд*|вход*|войти|войдите|авториз*|парол*|личност*|актив*|регистрац*|новое устройство|нового устройства|двухфактор*|двухэтап*|безопасност*|сброс*|восстановл*|верифик*",
        "действител*|действует|истека*|истеч*|минут*|не сообщайте|не передавайте|никому|введите|не запрашивали|проигнорируйте|игнорируйте",
        "(?:номер\\w{0,3}|№) (?:заказа|счета|счёта|клиента|отправления|обращения|заявки|телефона|договора|брони\\w*|посылки|билета|рейса|накладной|карты|тикета|чека|полиса)|заказ\\w*#|счет#|счёт#|обращени\\w+#|заявк\\w+#|телефон\\w*|тел|инн|кпп|огрн|бик|iban|№|с \\d{4} года|индекс|почтовый индекс|последни\\w+ (?:четыре |4 )?цифр\\w*|исходн\\w+ код\\w{0,2}|открыт\\w+ код\\w{0,2}|трек(?:-?номер|-?код)?\\w*|(?:штрих-?|qr-?|промо-?|трек-?)код\\w{0,3}|код\\w{0,3} (?:плательщика|абонента|получателя|продавца|клиента|товара|скидк\\w+|купона|брони\\w*|отслеживания|региона|страны|ошибки|города|посылки)|сумм\\w+|итого|баллов=|более=|около=|идентификатор конференции",
        "скидк*|промокод*|купон*|по акции|распродаж*|подар*|% на|экономь*|корзин*|бесплатн* доставк*|предложени*",
    ),
    "uk": Words(
        "(?:код\\w{0,3}|пароль) (?:підтвердження|перевірки|безпеки|доступу|активації|входу|авторизації|відновлення|верифікації|автентифікації|для входу|для підтвердження)|(?:перевірочн\\w+|одноразов\\w+|захисн\\w+|тимчасов\\w+) (?:код\\w{0,3}|парол\\w{0,3})|пін-?код\\w{0,2}",
        "код\\w{0,3}|цифр\\w*|последовательност\\w*|символ\\w*",
        "підтверд*|підтвердж*|вхід|входу|увійти|увійдіть|авториз*|парол*|особ*|актив*|реєстрац*|нового пристрою|новий пристрій|двофактор*|двоетап*|безпек*|скид*|відновл*|верифік*",
        "дійсний|діє|дійсн*|закінчу*|спли*|хвилин*|не повідомляйте|не передавайте|нікому|введіть|не надсилали|не запитували|проігноруйте|ігноруйте",
        "(?:номер\\w{0,3}|№) (?:замовлення|рахунк\\w+|клієнта|відправлення|звернення|заявки|телефону|договору|бронювання|посилки|накладної|квитка|ттн)|замовленн\\w+#|рахун\\w+#|зверненн\\w+#|заявк\\w+#|телефон\\w*|тел|єдрпоу|іпн|iban|ттн|№|індекс|(?:штрих-?|qr-?|промо-?|трек-?)код\\w{0,3}|код\\w{0,3} (?:товару|знижк\\w+|бронювання|відстеження|країни|помилки)|сум\\w+|разом|балів=|понад=|близько=",
        "знижк*|промокод*|купон*|акці*|розпродаж*|подарун*|% на|заощадж*|кошик*|безкоштовн* доставк*|пропозиці*",
    ),
    "el": Words(
        "κωδικ\\w+ (?:επαλήθευσης|επιβεβαίωσης|ασφαλείας|μίας χρήσης|μιας χρήσης|πρόσβασης|ενεργοποίησης|σύνδεσης|ελέγχου|ταυτοποίησης|εισόδου|επαναφοράς|εξουσιοδότησης|otp|pin)|εξαψήφι\\w+ κωδικ\\w+|τετραψήφι\\w+ κωδικ\\w+",
        "κωδικ\\w+|ψηφί\\w+",
        "επαληθ*|επαλήθευ*|επιβεβαί*|σύνδεσ*|συνδεθ*|εισοδ*|είσοδ*|κωδικ* πρόσβασης|επαναφορ*|ταυτότητ*|ταυτοποί*|ενεργοπο*|εγγραφ*|νέα συσκευή|ασφάλει*",
        "ισχύει|λήγει|λεπτά|μην κοινοποι*|μη μοιραστ*|μην τον|εισαγάγετε|εισάγετε|πληκτρολογ*|δεν ζητήσατε|αγνοήστε|κανέναν",
        "(?:αριθμ\\w+|αρ\\.?) (?:παραγγελίας|τιμολογίου|πελάτη|αποστολής|αιτήματος|τηλεφώνου|κράτησης|λογαριασμού|δέματος|υπόθεσης|πρωτοκόλλου)|παραγγελί\\w+#|τιμολόγι\\w+#|τηλέφων\\w+|τηλ|αφμ|iban|αριθμ\\w+#|από το=|τ\\.κ\\.?|τκ|ταχυδρομικ\\w+ κωδικ\\w+|(?:εκπτωτικ\\w+ κωδικ\\w+|κωδικ\\w+ (?:έκπτωσης|προσφοράς|προϊόντος|κράτησης|παραγγελίας|αποστολής|προϊόν\\w*|κουπονιού|εντοπισμού))|ποσό|σύνολο|κράτησ\\w+#|πόντ\\w+|αποστολ\\w+#",
        "έκπτωσ*|εκπτωσ*|εκπτώσ*|κουπόν*|προσφορ*|δώρο*|% σε|καλάθι|εξοικονομ*|δωρεάν μεταφορικά",
    ),
    "ar": Words(
        "رمز التحقق|رمز التأكيد|رمز الأمان|رمز الدخول|رمز التفعيل|رمز المرور|رمز تسجيل الدخول|رمز لمرة واحدة|الرمز السري|كلمة المرور لمرة واحدة|كلمة مرور لمرة واحدة|كود التحقق|كود التفعيل|رمز التحقّق|رمز تحقق|رمز تأكيد|رمز المصادقة|رمز الاستخدام",
        "رمز|الرمز|رمزك|كود|الكود|أرقام",
        "تحقق|التحقق|تأكيد|تسجيل الدخول|الدخول|المصادقة|كلمة المرور|كلمة السر|هوية|هويتك|تفعيل|إعادة تعيين|جهاز جديد|الأمان|حسابك",
        "صالح|صالحة|تنتهي|ينتهي|صلاحية|دقائق|دقيقة|لا تشارك|لا تشاركه|أدخل|إدخال|لم تطلب|تجاهل|أي شخص",
        "رقم الطلب|رقم الفاتورة|رقم العميل|رقم التتبع|رقم الشحنة|رقم الهاتف|رقم التذكرة|رقم الحجز|رقم الحساب|رقم المرجع|رقم البلاغ|الرقم الضريبي|طلب رقم|طلبك رقم|فاتورة#|هاتف|رقم#|رقم الرحلة|الرمز البريدي|رمز بريدي|رمز الخصم|كود الخصم|رمز القسيمة|رمز الحجز|رمز الشحنة|المبلغ|الإجمالي|منذ=|نقاط|نقطة|تذكرة#|الباركود",
        "خصم|الخصم|كوبون|عروض|تخفيض|تخفيضات|قسيمة|هدية",
    ),
    "he": Words(
        "קוד אימות|קוד האימות|קוד אישור|קוד האישור|קוד אבטחה|קוד גישה|קוד כניסה|קוד הכניסה|קוד התחברות|קוד חד[- ]פעמי|קוד זמני|סיסמה חד[- ]פעמית|סיסמא חד[- ]פעמית|קוד הפעלה|קוד סודי|קוד הזיהוי|קוד זיהוי",
        "קוד|הקוד|לקוד|ספרות",
        "אימות|לאמת|אישור|התחבר*|כניסה|להיכנס|להתחבר|סיסמה|סיסמא|סיסמתך|הסיסמה|זהות|זהותך|הפעל*|איפוס|לאפס|הרשמה|מכשיר חדש|אבטחה|חשבונך",
        "בתוקף|תקף|יפוג|פג תוקף|תוקף|דקות|אל תשתפ*|אין לשתף|אין למסור|הזן|הזינו|הקלד|להזין|לא ביקשת|התעלמ*",
        "מספר הזמנה|מספר ההזמנה|מספר חשבונית|מספר לקוח|מספר מעקב|מספר טלפון|מספר פנייה|מספר אישור|מספר משלוח|מספר חשבון|מספר עסקה|הזמנה מספר|הזמנה#|חשבונית#|טלפון|טל|ח\\.פ|ע\\.מ|מספר#|מס['׳]?|מיקוד|קוד קופון|קוד הנחה|קוד מוצר|קוד מבצע|קוד המשלוח|קוד הטבה|סכום|סה\"כ|סך הכל|מאז=|נקודות|פנייה#|המסתיים ב",
        "הנחה|הנחות|קופון|מבצעים|הטבה|מתנה|חסכו|סל הקניות|% על",
    ),
    "hi": Words(
        "सत्यापन कोड|सत्यापन कूट|पुष्टिकरण कोड|सुरक्षा कोड|लॉगिन कोड|एक्सेस कोड|वन-टाइम पासवर्ड|वन टाइम पासवर्ड|वन-टाइम कोड|ओटीपी|एकबारगी पासवर्ड|वेरिफिकेशन कोड|पिन|एकल-उपयोग कोड|रीसेट कोड",
        "कोड|अंक|अंकों",
        "सत्याप*|पुष्टि*|लॉग इन|लॉगिन|साइन इन|प्रमाणी*|पासवर्ड|पहचान|सक्रिय|रीसेट|पंजीकरण|नए डिवाइस|सुरक्षा|वेरिफ*",
        "मान्य|वैध|समाप्त|मिनट*|साझा न|शेयर न|किसी के साथ|दर्ज करें|डालें|अनुरोध नहीं|अनदेखा",
        "ऑर्डर नंबर|ऑर्डर संख्या|ऑर्डर आईडी|चालान#|इनवॉइस|बिल#|ग्राहक संख्या|ट्रैकिंग|फ़ोन|फोन|टिकट#|शिकायत|बुकिंग|खाता संख्या|संदर्भ|नंबर#|संख्या#|ऑर्डर#|पिन कोड|पिनकोड|डाक|कूपन कोड|प्रोमो कोड|छूट कोड|राशि|कुल|पीएनआर|समाप्त होने वाले|अंक अर्जित|जीएसटी|gstin|pnr",
        "छूट|कूपन|ऑफ़र|ऑफर|प्रोमो|सेल|बचत|बचाएं|उपहार|कार्ट",
    ),
    "zh": Words(
        "验证码|校验码|动态码|动态密码|安全码|认证码|确认码|激活码|登录码|授权码|一次性密码|一次性代码|一次性验证码|短信码|随机码|验证代码|安全代码|口令|动态口令|驗證碼|校驗碼|動態密碼|安全碼|認證碼|確認碼|啟用碼|登入碼|授權碼|一次性密碼|一次性代碼|一次性驗證碼|驗證代碼|安全代碼|識別碼|通行碼",
        "代码|代碼|密码|密碼|数字|數字",
        "验证|登录|登陆|注册|身份|重置|修改密码|找回|绑定|安全|激活|账号|帐号|账户|驗證|登入|註冊|身分|重設|密碼|綁定|啟用|帳號|帳戶|認證",
        "有效|分钟|分鐘|过期|失效|過期|请勿|切勿|請勿|泄露|洩露|洩漏|告诉|告知他人|输入|輸入|填写|填寫|忽略|本人操作|本人",
        "订单号|订单编号|订单#|发票号|发票号码|发票|快递单号|运单号|单号|客户编号|客服电话|电话|热线|工单|案件|编号#|账单|航班|座位|邮编|邮政编码|后四位|末四位|尾号|源代码|原始碼|开源|优惠码|折扣码|优惠券|兑换码|邀请码|推荐码|取件码|商品编号|金额|合计|尾号|积分|税号|會議|会议号|会议|备案|许可证|icp备|訂單號碼|訂單編號|訂單#|發票號碼|發票|快遞單號|運單號|單號|客戶編號|客服電話|電話|專線|案件|編號#|帳單|航班|座位|郵遞區號|優惠碼|折扣碼|優惠券|兌換碼|邀請碼|推薦碼|取件碼|商品編號|統一編號|統編|金額|合計|總計|总计=|末四碼|積分|點數|自\\d{4}年|年=",
        "优惠|折扣|促销|满减|红包|礼品|特价|立减|包邮|优惠券|購物車|优惠码|優惠|促銷|滿減|紅包|禮品|特價|免運|打折|折起",
    ),
    "ja": Words(
        "認証コード|確認コード|検証コード|ワンタイムパスワード|ワンタイムコード|ワンタイムパス|暗証番号|セキュリティコード|ログインコード|本人確認コード|認証番号|確認番号|アクセスコード|パスコード|認証キー|検証番号|アクティベーションコード|二段階認証コード|リセットコード|仮パスワード|認証用コード|確認用コード",
        "コード|番号は|数字",
        "認証|確認|ログイン|サインイン|本人確認|パスワード|再設定|リセット|登録|有効化|二段階|2段階|新しいデバイス|新しい端末|セキュリティ|アカウント",
        "有効|期限|分間|分以内|教えない|共有しない|入力|心当たり|破棄|無視|他人",
        "注文番号|ご注文番号|請求書番号|お客様番号|お客さま番号|顧客番号|追跡番号|伝票番号|お問い合わせ番号|お問合せ番号|問い合わせ番号|電話番号|電話|会員番号|予約番号|ご予約番号|受付番号|管理番号|注文#|請求#|便名|座席|郵便番号|口座番号|ソースコード|承認番号|顧客コード|お客様コード|店舗コード|店所コード|支店コード|営業所コード|加盟店コード|クーポンコード|割引コード|プロモーションコード|プロモコード|キャンペーンコード|招待コード|商品コード|商品番号|バーコード|qrコード|ギフトコード|金額|合計|税込|登録番号|整理番号|年=|ポイント|下4桁|末尾|ミーティングid|〒|創業|お届け番号|送り状番号|送り状|エラーコード|品番|型番",
        "割引|クーポン|セール|キャンペーン|ギフト|プレゼント|お得|送料無料|%オフ|限定価格|カート",
    ),
    "ko": Words(
        "인증번호|인증 번호|인증코드|인증 코드|확인 코드|확인코드|보안 코드|보안코드|일회용 비밀번호|일회용 코드|일회용 인증번호|로그인 코드|검증 코드|임시 비밀번호|본인확인 번호|액세스 코드|보안번호|인증 키|재설정 코드|확인번호",
        "코드|숫자|자리 숫자|자리 코드|자리 번호",
        "인증|확인|로그인|본인|비밀번호|재설정|가입|활성화|2단계|새 기기|새로운 기기|보안|계정",
        "유효|만료|분 이내|분간|분 동안|공유하지|알려주지|타인|입력|요청하지|무시",
        "주문번호|주문 번호|송장번호|송장 번호|운송장번호|운송장 번호|운송장|고객번호|고객 번호|문의번호|문의 번호|예약번호|예약 번호|접수번호|접수 번호|전화번호|전화|계좌번호|회원번호|청구서|주문#|사업자등록번호|사업자번호|우편번호|끝자리|뒷자리|끝 자리|소스 코드|소스코드|고객코드|고객 코드|할인코드|할인 코드|쿠폰 코드|쿠폰번호|쿠폰 번호|프로모션 코드|초대 코드|추천 코드|상품코드|상품 코드|바코드|금액|합계|총=|년=|포인트|편명|좌석|고객센터|회의 id|승인번호|승인 번호",
        "할인|쿠폰|세일|이벤트|프로모션|선물|특가|무료배송|무료 배송|적립|혜택|장바구니",
    ),
    "vi": Words(
        "mã xác minh|mã xác thực|mã xác nhận|mã bảo mật|mã otp|mã đăng nhập|mã kích hoạt|mã truy cập|mã pin|mật khẩu một lần|mã dùng một lần|mã một lần|mã khôi phục|mã đặt lại|mã kiểm tra|mật khẩu tạm thời",
        "mã|chữ số|mã số",
        "xác minh|xác thực|xác nhận|đăng nhập|mật khẩu|danh tính|kích hoạt|đặt lại|đăng ký|thiết bị mới|bảo mật|hai bước|hai lớp|tài khoản",
        "hiệu lực|hết hạn|phút|không chia sẻ|đừng chia sẻ|vui lòng không|nhập|không yêu cầu|bỏ qua|bất kỳ ai|bất cứ ai",
        "mã đơn hàng|số đơn hàng|đơn hàng#|mã vận đơn|số hóa đơn|hóa đơn#|mã khách hàng|mã đặt chỗ|mã đặt phòng|mã đặt vé|số điện thoại|điện thoại|hotline|mã yêu cầu|mã bưu chính|mã giảm giá|mã khuyến mãi|mã ưu đãi|mã quà tặng|mã sản phẩm|mã vạch|mã giới thiệu|mã số thuế|mst|số tài khoản|số#|tổng|số tiền|từ năm=|điểm=|vận đơn|yêu cầu số|ghế|chuyến bay|phiếu#|mã phiếu|mã hẹn|mã giao dịch",
        "giảm giá|khuyến mãi|ưu đãi|mã giảm|voucher|quà tặng|giảm|miễn phí vận chuyển|tiết kiệm|giỏ hàng",
    ),
    "id": Words(
        "kode (?:verifikasi|konfirmasi|keamanan|otp|akses|aktivasi|masuk|login|otentikasi|autentikasi|sekali pakai|rahasia|pemulihan|reset|pin|unik|pendaftaran)|kata sandi sekali pakai|kode sekali pakai|sandi sekali pakai|password sekali pakai|kata sandi sementara",
        "kode|kodenya|angka|digit",
        "verifikasi*|memverifikasi|konfirmasi*|masuk|login|otentikasi|autentikasi|kata sandi|identitas|aktivasi|aktifkan|mengaktifkan|atur ulang|mengatur ulang|pendaftaran|perangkat baru|keamanan|dua langkah|akun",
        "berlaku|kedaluwarsa|kadaluarsa|menit|jangan bagikan|jangan berikan|rahasiakan|masukkan|tidak meminta|abaikan|siapa pun|siapapun",
        "(?:nomor|no\\.?) (?:pesanan|faktur|pelanggan|resi|tiket|telepon|rekening|referensi|pemesanan|kasus|antrean|antrian|polis|invoice|penerbangan|kursi)|pesanan#|faktur#|invoice#|resi|tiket#|telepon|telp|npwp|nomor#|no#|sejak=|kode (?:pos|pelanggan|promo|diskon|voucher|kupon|produk|booking|pemesanan|referral|negara|area|barang|qr|batang|resi)|total|jumlah|berakhiran|poin=|lebih dari=|sekitar=|id rapat",
        "diskon*|promo*|kupon*|voucher*|hadiah*|penawaran*|hemat|gratis ongkir|keranjang|potongan harga",
    ),
    "th": Words(
        "รหัสยืนยัน|รหัสยืนยันตัวตน|รหัส otp|รหัสความปลอดภัย|รหัสผ่านครั้งเดียว|รหัสผ่านแบบใช้ครั้งเดียว|รหัสใช้ครั้งเดียว|รหัสเข้าสู่ระบบ|รหัสเปิดใช้งาน|รหัสตรวจสอบ|รหัสการยืนยัน|โอทีพี|รหัสลับ|รหัสรีเซ็ต|รหัสชั่วคราว|รหัส pin",
        "รหัส|รหัสของคุณ|โค้ด|หลัก",
        "ยืนยัน|เข้าสู่ระบบ|ลงชื่อเข้าใช้|ล็อกอิน|ตัวตน|รหัสผ่าน|รีเซ็ต|เปิดใช้งาน|ลงทะเบียน|อุปกรณ์ใหม่|ความปลอดภัย|สองขั้นตอน|บัญชี",
        "หมดอายุ|ใช้ได้|ภายใน|นาที|อย่าเปิดเผย|ห้ามเปิดเผย|อย่าแชร์|กรอก|ป้อน|ไม่ได้ร้องขอ|ไม่ได้ขอ|เพิกเฉย",
        "หมายเลขคำสั่งซื้อ|เลขที่คำสั่งซื้อ|คำสั่งซื้อ#|เลขที่ใบแจ้งหนี้|ใบแจ้งหนี้|ใบเสร็จ|หมายเลขพัสดุ|เลขพัสดุ|หมายเลขติดตาม|หมายเลขลูกค้า|รหัสลูกค้า|โทร|โทรศัพท์|หมายเลขการจอง|รหัสการจอง|เลขที่#|หมายเลข#|รหัสไปรษณีย์|รหัสส่วนลด|โค้ดส่วนลด|คูปอง|รหัสสินค้า|รหัสคูปอง|ยอดรวม|จำนวนเงิน|ทั้งหมด|คะแนน|ลงท้ายด้วย|เลขประจำตัวผู้เสียภาษี|พ\\.ศ\\.|ตั๋ว#|รหัสพัสดุ",
        "ส่วนลด|โปรโมชั่น|โปรโมชัน|คูปอง|ลดราคา|ของขวัญ|ฟรีค่าจัดส่ง|โค้ดส่วนลด|ตะกร้า",
    ),
    "ro": Words(
        "cod(?:ul)? (?:de |tău de |dvs\\. de |dumneavoastră de )?(?:verificare|confirmare|securitate|acces|activare|autentificare|unică folosință|validare|resetare)|parolă (?:de unică folosință|temporară)",
        "cod(?:ul|ului|uri|urile)|cod#|cod de|cifre",
        "verific*|confirm*|autentific*|conectare|conecta*|parol*|identitat*|activ*|înregistr*|securitat*|dispozitiv nou",
        "expiră|valabil*|minute|nu distribui*|nu comunica*|introdu*|nu ai solicitat|ignor*|nimeni*",
        "număr(?:ul)? (?:de )?(?:comandă|comenzii|factură|facturii|client|telefon|urmărire|tichet|rezervare|awb)|comand\\w+#|factur\\w+#|telefon|tel|cui|cif|iban|awb|nr#|numărul#|cod(?:ul)? (?:poștal|promoțional|de reducere|de bare|qr|produs|client|rezervare)|total|suma|din anul=|puncte",
        "reducer*|promo*|cupon*|voucher*|ofert*|cadou*|coș(?:ul)?|% la|transport gratuit",
    ),
    "hu": Words(
        "(?:ellenőrző|megerősítő|biztonsági|egyszeri|egyszer használatos|belépési|aktiváló|aktivációs|hitelesítő|azonosító|hozzáférési|bejelentkezési|visszaállító|pin) ?(?:kód\\w*|jelsz\\w+)|pin-?kód\\w*",
        "kód\\w*|számjegy\\w*",
        "megerősít*|ellenőriz*|bejelentkez*|belép*|hitelesít*|jelsz*|azonos*|aktivál*|regisztrá*|új eszköz|biztonság*|kétlépcsős",
        "érvényes|lejár*|perc*|ne ossza|ne oszd|adja meg|add meg|írja be|nem ön kérte|hagyja figyelmen|senkivel",
        "(?:rendelés|számla|ügyfél|csomag|követési|ügy|telefon|foglalás|hivatkozási|bankszámla|jegy)-?\\s?(?:szám\\w*|azonosító\\w*)|rendelés\\w*#|számla\\w*#|telefon|tel|adószám\\w*|iban|szám\\w*#|irányítószám\\w*|(?:kupon|kedvezmény|promóciós|akciós|qr-|vonal|termék|foglalási) ?kód\\w*|összeg|végösszeg|óta=|pont",
        "kedvezmény*|akció*|kupon*|ajánlat*|ajándék*|kosár*|leárazás*|ingyenes szállítás|% a",
    ),
}
# fmt: on

ENTRIES = {
    "en": "enter|entering|entered|type|typing|type in|key in|keying in|punch in|punching in|input|paste|pasting|put in|putting in|tap in|fill in|filling in",
    "de": "gib|geben sie|gebe|geben|eingeben|einzugeben|eingibst|eingegeben|eingabe|tippe|tippen sie|tippen|eintippen|einzutippen|eingetippt|trage|tragen sie|tragen|eintragen|einzutragen|einfügen|füge|fügen sie",
    "fr": "saisissez|saisir|saisis|saisissant|saisie|entrez|entrer|entre|tapez|taper|tape|recopiez|recopier|recopie|reportez|reporter|reporte|renseignez|renseigner|renseigne|rentrez|rentrer|rentre|inscrivez|inscrire",
    "es": "introduce|introduzca|introducir|introdúcelo|introduciendo|ingresa|ingresá|ingrese|ingresar|ingresando|escribe|escriba|escribir|escribiendo|teclea|teclee|teclear|digita|digite|digitar|captura|capture|capturar|anota|anote|anotar|rellena|rellene|rellenar|marca|marque|marcar",
    "pt": "tecle|teclar|aperte|digite|digita|digitar|digitando|insira|insere|inserir|introduza|introduz|introduzir|informe|informar|preencha|preencher|escreva|escreve|escrever",
    "it": "inserisci|inserisca|inserire|inseriscilo|inserendo|digita|digiti|digitare|digitando|immetti|immetta|immettere|scrivi|scriva|scrivere|riporta|riporti|riportare|ricopia|ricopiare|componi|componga|comporre|inserite|digitate|compili|compila",
    "nl": "voer|invoeren|in te voeren|invoert|ingevoerd|vul|invullen|in te vullen|ingevuld|typ|typen|intypen|toets|intoetsen|in te toetsen|ingetoetst|tik|intikken|ingetikt|ingetypt|in te typen|neem|overnemen|over te nemen|overtypen",
    "pl": "wpisz|wpisać|wpisania|wpisując|wprowadź|wprowadzić|wprowadzenie|podaj|podać|podanie|przepisz|przepisać|wstukaj|wklep|uzupełnij",
    "cs": "zadejte|zadej|zadat|zadáním|opište|opsat|vložte|vlož|vložit|napište|vepište|vyplňte|napiš|vepiš|vyplň|opiš|naťukejte",
    "sv": "ange|anger|skriv in|skriva in|skriver in|skriv|skriva|fyll i|fylla i|mata in|knappa in|slå in|knapp in|slå|slår|tryck in",
    "da": "indtast|indtaste|indtaster|indtastes|skriv|tast|angiv|tast ind|taste ind|indsæt|slå",
    "no": "skriv inn|skrive inn|tast inn|taste inn|oppgi|oppgir|angi|slå inn|slår inn|fyll inn",
    "fi": "syötä|syöttämällä|syöttää|anna|antamalla|kirjoita|näppäile|naputtele|täytä",
    "tr": "girin|giriniz|gir|girerek|girmeniz|girmen|yaz(?:ın|ınız|arak|ıp|dığınızda|manız|mak)|girip|girdiğinizde|tuşlayın|tuşlayınız|gireceğiniz|girmelisiniz|(?:şunu|bunu|buraya|alana|kutuya|ekrana|uygulamaya) (?:yaz|gir)",
    "ru": "введите|введи|ввести|вводите|введя|ввода|впишите|вписать|наберите|набрать|укажите|указать|укажи|впиши|набери|вбейте|вбей",
    "uk": "введіть|ввести|введи|впишіть|вписати|вкажіть|вказати|наберіть|впиши|набери|вкажи",
    "el": "εισαγάγετε|εισάγετε|εισαγωγή|πληκτρολογήστε|πληκτρολογήσετε|γράψτε|καταχωρίστε|καταχωρήστε|βάλε|βάλτε|γράψε|εισήγαγε|πληκτρολόγησε|συμπληρώστε|συμπλήρωσε|πέρασε|περάστε",
    "ar": "أدخل|ادخل|إدخال|أدخلي|اكتب|كتابة|يرجى إدخال",
    "he": "הזן|הזינו|הזיני|הקלד|הקלידו|הקלידי|להזין|להקליד|הקלדת|הזנת",
    "hi": "दर्ज करें|दर्ज कर|डालें|भरें|टाइप करें|लिखें|डालिए|भरिए|दर्ज कीजिए|टाइप कीजिए",
    "zh": "输入|填写|輸入|填寫|填入|填进|填到|键入|鍵入",
    "ja": "入力|ご入力|記入|ご記入|打ち込|打ちこ|押して|押すと",
    "ko": "입력|기입|적어 넣|적어넣|써넣|눌러",
    "vi": "nhập|điền|gõ|bấm",
    "id": "masukkan|ketik|isi|isikan",
    "th": "กรอก|ป้อน|ใส่|พิมพ์",
    "ro": "introdu|introduceți|introduceti|introducând|tastează|tastați|scrie|scrieți|completează|completați|completaţi|introduceţi",
    "hu": "írja be|írd be|beírni|adja meg|add meg|megadni|gépelje|gépeld|üsse be|írja|írd|vigye be|vidd be|üsse|üsd|beírva|másolja be|másold be",
}
"""To type something in: what is typed is a code, unless it is called otherwise. Words separated by bars, as above."""

USES = {
    "en": "copy|copying|use|using|provide|submit|quote|give|confirm with|verify with|approve with|authorise with|authorize with|sign in with|log in with|unlock with",
    "de": "verwende|verwenden sie|nutze|nutzen sie|benutze|benutzen sie|kopiere|kopieren sie|kopieren|nennen sie|angeben|anzugeben|bestätige mit|bestätigen sie mit|bestätigen mit|anmelden mit|melde dich mit|melden sie sich mit|freigeben mit",
    "fr": "utilisez|utiliser|utilise|copiez|copier|copie|indiquez|indiquer|indique|confirmez avec|confirme avec|validez avec|valide avec|connectez-vous avec|connecte-toi avec|mettez|mets|composez|compose",
    "es": "usa|usar|use|utiliza|utilice|utilizar|copia|copie|copiar|indica|indique|indicar|confirma con|confirme con|valida con|valide con|accede con|acceda con|entra con|entre con|inicia sesión con|inicie sesión con|pon|ponga|mete",
    "pt": "use|utilize|utiliza|utilizar|usa|usar|copie|copiar|coloque|colocar|indique|indicar|confirme com|confirma com|valide com|valida com|entre com|entra com|acesse com|aceda com",
    "it": "usa|usare|utilizza|utilizzi|utilizzare|copia|copiare|indica|indicare|indichi|conferma con|confermi con|accedi con|acceda con|entra con|entri con|metti|metta",
    "nl": "gebruik|gebruiken|kopieer|kopiëren|plak|bevestig met|bevestigen met|log in met|inloggen met|meld je aan met|meld u aan met",
    "pl": "użyj|użyć|skopiuj|skopiować|potwierdź za pomocą|zatwierdź za pomocą|zaloguj się za pomocą",
    "cs": "použijte|použij|zkopírujte|potvrďte pomocí|potvrď pomocí|přihlaste se pomocí",
    "sv": "använd|använda|kopiera|bekräfta med|bekräftar med|logga in med|verifiera med",
    "da": "brug|bruge|kopier|kopiér|bekræft med|godkend med|log ind med",
    "no": "bruk|bruke|kopier|bekreft med|godkjenn med|logg inn med",
    "fi": "käytä|kopioi",
    "tr": "kullanın|kullanınız|kullanarak|kopyalayın",
    "ru": "используйте|использовать|скопируйте|скопировать|подтвердите с помощью|войдите с помощью|подтвердите кодом",
    "uk": "використайте|використовуйте|скопіюйте|підтвердьте за допомогою|увійдіть за допомогою",
    "el": "χρησιμοποιήστε|αντιγράψτε|επιβεβαιώστε με|επιβεβαίωσε με|συνδεθείτε με|συνδέσου με",
    "ar": "استخدم|استخدام|انسخ",
    "he": "השתמש|השתמשו|השתמשי",
    "hi": "उपयोग करें|इस्तेमाल करें",
    "zh": "使用",
    "ja": "お使い|ご利用ください",
    "ko": "사용",
    "vi": "sử dụng|dùng",
    "id": "gunakan|pakai",
    "th": "ใช้",
    "ro": "folosește|folosiți|utilizați|copiază|copiați|confirmă cu|confirmați cu|conectează-te cu",
    "hu": "használja|használd|másolja|másold|erősítsd meg ezzel|erősítse meg ezzel",
}
"""To do something with a number, which one does with others, too."""

NUMBERS = {
    "en": "number#",
    "de": "nummer#",
    "fr": "numéro#",
    "es": "número#",
    "it": "numero#",
    "nl": "nummer#|getal#",
    "pl": "numer#",
    "cs": "číslo#",
    "sv": "nummer#|numret#",
    "da": "nummer#|nummeret#",
    "fi": "numero#|luku#",
    "tr": "numara#|numarası#",
    "ru": "номер\\w*#|число#",
    "uk": "номер\\w*#|число#",
    "el": "αριθμός#|αριθμό#",
    "ja": "番号#",
    "zh": "号码#|號碼#",
    "ko": "번호#",
    "vi": "số#",
    "hu": "szám#|számot#",
}
"""What anything is called: a code where the reader is told to enter it, else some other number."""

RECORDS = {
    "en": "invoice|receipt|bill|statement|order confirm*|your order|payment received|payslip|tax return",
    "de": "rechnung*|quittung|beleg|kontoauszug|bestellbestätigung|bestellung|abrechnung|mahnung|lieferschein|gehaltsabrechnung",
    "fr": "facture*|reçu|relevé|avis d'échéance|quittance|commande|bulletin de paie",
    "es": "factura*|recibo|extracto|pedido|nómina|albarán",
    "pt": "fatura*|nota fiscal|recibo|extrato|pedido|encomenda|boleto",
    "it": "fattura*|ricevuta|estratto conto|ordine|bolletta|busta paga|scontrino",
    "nl": "factuur|facturen|kwitantie|afschrift|bestelling|nota|loonstrook",
    "pl": "faktura|faktury|fakturę|paragon|rachunek|wyciąg|zamówienie|zamówienia",
    "cs": "faktura|fakturu|účtenka|výpis|objednávka|objednávky",
    "sv": "faktura|fakturan|kvitto|kontoutdrag|beställning|orderbekräftelse",
    "da": "faktura|fakturaen|kvittering|kontoudtog|bestilling|ordrebekræftelse|regning",
    "no": "faktura|fakturaen|kvittering|kontoutskrift|bestilling|ordrebekreftelse|regning",
    "fi": "lasku|laskusi|kuitti|kuittisi|tiliote|tilaus|tilauksesi|tilausvahvistus",
    "tr": "fatura|faturanız|makbuz|ekstre|dekont|siparişiniz|sipariş",
    "ru": "счет|счёт|квитанци*|чек|выписк*|заказ*|накладн*",
    "uk": "рахунок|рахунку|квитанці*|чек|виписк*|замовлення|накладн*",
    "el": "τιμολόγιο|απόδειξη|λογαριασμός|παραγγελία*",
    "ar": "فاتورة|فاتورتك|إيصال|كشف حساب|طلبك|طلب رقم",
    "he": "חשבונית|קבלה|דף חשבון|הזמנה|ההזמנה",
    "hi": "चालान|रसीद|बिल|विवरण|ऑर्डर",
    "zh": "发票|發票|收据|收據|账单|帳單|对账单|對帳單|订单|訂單",
    "ja": "請求書|請求|領収書|明細|ご注文|注文|納品書|お届け",
    "ko": "청구서|영수증|명세서|주문|거래내역|세금계산서",
    "vi": "hóa đơn|biên lai|sao kê|đơn hàng",
    "id": "faktur|tagihan|kuitansi|invoice|pesanan",
    "th": "ใบแจ้งหนี้|ใบเสร็จ|คำสั่งซื้อ|ใบกำกับภาษี",
    "ro": "factura|factură|chitanță|extras de cont|comanda|comandă",
    "hu": "számla|számlája|nyugta|rendelés|rendelése|számlakivonat",
}
"""What a subject calls a mail that puts things on record, and is not sent for a code."""
