"""Words by which clients in many languages announce history, forwards and signatures; all case-folded."""

from trustdesk.channels.email.parsing.listed import rows

# Between dashes, alone on a line.
ORIGINAL = rows("""
original | original message | original mail | original email | original-nachricht | reply message |
replied message | antwort nachricht | ursprüngliche nachricht | ursprungliche nachricht | originalnachricht |
message d'origine | message d’origine | message original | message initial | mensaje original |
mensagem original | messaggio originale | messaggio originario | исходное сообщение |
оригинальное сообщение | первоначальное сообщение | вихідне повідомлення | оригінальне повідомлення |
原始邮件 | 原始郵件 | 原始信件 | 原邮件 | 原始訊息 | 原始信息 | 回复的原邮件 | 回复邮件信息 | 元のメッセージ |
元のメール | オリジナルメッセージ | 원본 메시지 | 원본 메일 | 원본메일 | thư gốc | tin nhắn gốc |
orijinal mesaj | özgün ileti | orijinal ileti | pesan asli | pesan awal | oryginalna wiadomość |
wiadomość oryginalna | wiadomość pierwotna | oorspronkelijk bericht | origineel bericht |
oprindelig meddelelse | ursprungligt meddelande | alkuperäinen viesti | opprinnelig melding |
الرسالة الأصلية | رسالة أصلية | ข้อความต้นฉบับ | ข้อความเดิม | původní zpráva | původní e-mail | eredeti üzenet |
αρχικό μήνυμα | mesaj original
""")
FORWARD = rows("""
forwarded message | begin forwarded message | forwarded mail | start of forwarded message |
forwarded by | weitergeleitete nachricht | anfang der weitergeleiteten nachricht | message transféré |
message transmis | début du message transféré | début du message réexpédié | mensaje reenviado |
inicio del mensaje reenviado | mensagem encaminhada | mensagem reencaminhada |
início da mensagem encaminhada | início da mensagem reencaminhada | messaggio inoltrato |
inizio messaggio inoltrato | пересылаемое сообщение | пересланное сообщение |
начало переадресованного сообщения | переслане повідомлення | початок переадресованого повідомлення |
转发的邮件 | 转发邮件信息 | 开始转发的邮件 | 開始轉寄的郵件 |
転送されたメッセージの開始 | 已转发邮件 | 转发邮件 | 转发的消息 | 下面是被转发的邮件 | 轉寄的郵件 |
轉寄郵件 | 轉寄訊息 | 以下是轉寄的郵件 | 已轉寄的郵件 | 已轉寄訊息 | 転送されたメッセージ |
転送メッセージ | 転送メール | 전달된 메시지 | 전달된 메일 | thư đã chuyển tiếp |
tin nhắn đã chuyển tiếp | yönlendirilen ileti | iletilmiş mesaj | iletilen mesaj | pesan terusan |
pesan yang diteruskan | mulai pesan yang diteruskan | przekazana wiadomość |
początek przekazywanej wiadomości | doorgestuurd bericht | begin doorgestuurd bericht |
رسالة معاد توجيهها | الرسالة المعاد توجيهها | ข้อความที่ส่งต่อ
""")
# What stands before or after the name in "On … wrote:".
VERBS = rows("""
wrote | writes | 写道 | 寫道 | 写到 | 寫到 | 书写 | schrieb | geschrieben | a écrit | a ecrit | escribió |
escribio | escribe | escreveu | ha scritto | scrive | пишет | пише | написал | написала | написав |
написала(а) | さんは書きました | は書きました | のメール | のメッセージ | 작성 | 님이 작성 |
님이 쓴 글 | 쓴 글 | đã viết | viết | yazdı | şunu yazdı | şunları yazdı | menulis | napisał | napisała |
napisał(a) | pisze | schreef | heeft geschreven | skrev | kirjoitti | كتب | كتبت |
تمت كتابة ما يلي بواسطة | เขียน | เขียนว่า | napsal | napsal(a) | írta | a scris |
έγραψε | כתב | כתבה | نوشت | ने लिखा
""")
STARTERS = tuple(
    rows("""
on | am | at | le | el | em | il | op | den | dnia | w dniu | vào | vào lúc | lúc | pada |
pada tanggal | в | від | у | от | 在 | 于 | 於 | ในวันที่ | เมื่อ | في | بتاريخ | dne | în | στις | בתאריך | در
""")
)
FROM = rows("""
from | von | de | da | van | от | від | 发件人 | 发送人 | 寄件者 | 寄件人 | 差出人 | 送信者 |
보낸사람 | 보낸 사람 | 보내는사람 | 발신 | từ | người gửi | gönderen | kimden | dari | od | nadawca |
expéditeur | remitente | remetente | mittente | отправитель | من | المرسل | จาก | från | fra |
afzender | från | feladó | lähettäjä | de la | από | מאת | فرستنده
""")
OTHER = {
    "date": rows("""
date | sent | datum | gesendet | gesendet am | envoyé | date d'envoi | envoyé le | enviado |
enviado el | enviada em | enviada | data | fecha | inviato | inviata | дата | отправлено | надіслано |
发送时间 | 发送日期 | 发件时间 | 日期 | 时间 | 寄件日期 | 傳送時間 | 傳送日期 | 送信日時 | 送信日 | 日時 |
日付 | 보낸 날짜 | 보낸날짜 | 날짜 | 발송일 | ngày | đã gửi | gửi | gönderildi | gönderilme tarihi | tarih |
dikirim | tanggal | terkirim | wysłano | data wysłania | verzonden | datum verzonden | skickat |
sendt | التاريخ | تاريخ الإرسال | تم الإرسال | วันที่ | ส่งเมื่อ | ส่ง |
send time | odesláno | elküldve | dátum | trimis | lähetetty | στάλθηκε | ημερομηνία | נשלח | תאריך |
ارسال شده | تاریخ | päivämäärä
"""),
    "to": rows("""
to | an | à | a | para | per | aan | destinataire | destinatario | destinatário | кому | 收件人 |
收信人 | 收件者 | 宛先 | 받는사람 | 받는 사람 | 수신 | tới | đến | người nhận | alıcı | kime | kepada |
ke | do | adresat | إلى | ถึง | till | til | komu |
címzett | către | vastaanottaja | προς | אל | گیرنده
"""),
    "subject": rows("""
subject | betreff | objet | asunto | assunto | oggetto | тема | 主题 | 主题词 | 主旨 | 標題 | 件名 |
제목 | chủ đề | tiêu đề | konu | perihal | subjek | temat | onderwerp | الموضوع | เรื่อง | หัวเรื่อง |
ämne | emne | předmět | tárgy | subiect | aihe | θέμα | נושא | موضوع
"""),
    "cc": rows("""
cc | kopie | copie | 抄送 | 副本 | копия | копія | 참조 | bilgi | dw | tembusan | สำเนา | نسخة
"""),
}
# How apps and telephones sign. Customers begin sentences so too ("Sent from my wallet …", "从我的账户…"):
# it is a signature only where one of the things below is named.
MOBILE = tuple(
    rows("""
sent from | sent via | sent with | sent using | get outlook for | get bluemail | 発信元 | 发自 | 从我的 |
发送自 | 从 windows | 来自我的 | 来自 我的 | 來自我的 | 發自 | 傳送自 | 從我的 | 從 windows |
通过我的 | 网易邮箱 | 获取 outlook | 取得 outlook | 使用qq邮箱 | von meinem | gesendet von |
gesendet mit | diese nachricht wurde von meinem | outlook für | envoyé de mon | envoyé depuis |
envoyé à partir | envoyé avec | télécharger outlook | provenance : courrier | enviado desde |
enviado do | enviado a partir | enviado de mi | enviado con | enviado com | obtener outlook |
obter o outlook | inviato da | inviato con | scarica outlook | отправлено с | отправлено из |
отправлено от | отправлено через | скачайте outlook | надіслано з | надіслано від | iphoneから送信 |
ipadから送信 | androidから送信 | 나의 iphone에서 | 나의 ipad에서 | 내 iphone에서 | 내 갤럭시에서 |
samsung 휴대전화 | verzonden vanaf | verzonden met | verstuurd vanaf | outlook voor | wysłane z |
wysłano z | pobierz outlook | iphone'umdan | iphone’umdan | ipad'imden | android için | dikirim dari |
dikirim melalui | được gửi từ | đã gửi từ | gửi từ | ส่งจาก | أرسلت من | أُرسلت من | مُرسل من |
مرسل من | تم الإرسال من | skickat från | sendt fra | lähetetty
""")
)
SIGNING = tuple(
    rows("""
iphone | ipad | android | galaxy | samsung | huawei | honor | xiaomi | redmi | oppo | vivo | oneplus |
pixel | nokia | motorola | blackberry | lumia | windows | mac os | macbook | outlook | yahoo | gmail |
proton | tuta | spark | superhuman | airmail | bluemail | fastmail | thunderbird | aquamail | edison |
foxmail | icloud | aol | gmx | web.de | t-online | mail.ru | яндекс | yandex | mail for | mail app |
mail-app | mailapp | mobile app | e-mail-app | mobile device | mobile phone | mobile mail | my mobile |
my phone | cell phone | smartphone | tablet | handy | mobiltelefon | mobilgerät | telefon | téléphone |
portable | móvil | movil | celular | teléfono | telefone | cellulare | telefono | телефон | мобильн |
смартфон | почт | пошт | mobiel | komórk | telefonu | ponsel | điện thoại | di động | มือถือ | โทรศัพท์ |
الهاتف | هاتفي | 手机 | 手機 | 邮箱 | 邮件 | 郵件 | 信箱 | 小米 | 华为 | 荣耀 | 红米 | 平板 | スマホ |
スマートフォン | 携帯 | メール | アプリ | 갤럭시 | 휴대폰 | 휴대전화 | 스마트폰 | courrier
""")
)
CLOSERS = rows("""
best | best regards | best wishes | kind regards | warm regards | warmest regards | regards |
many thanks and regards | thanks and regards | thanks & regards | with best regards |
with kind regards | yours | yours sincerely | yours faithfully | yours truly | sincerely |
sincerely yours | cheers | respectfully | mit freundlichen grüßen | mit freundlichen grüssen |
freundliche grüße | viele grüße | liebe grüße | beste grüße | mfg | cordialement | bien cordialement |
salutations | meilleures salutations | bien à vous | saludos | un saludo | saludos cordiales |
atentamente | cordialmente | atenciosamente | cumprimentos | com os melhores cumprimentos | abraços |
cordiali saluti | distinti saluti | saluti | с уважением | с наилучшими пожеланиями | з повагою |
此致 | 此致敬礼 | 顺祝商祺 | 顺颂商祺 | 祝好 | 祝工作顺利 | 順頌商祺 | 順祝商祺 | 敬具 |
よろしくお願いいたします | よろしくお願い致します | trân trọng | trân trọng cảm ơn | saygılarımla |
saygılarımızla | iyi çalışmalar | hormat saya | salam | salam hormat | pozdrawiam | z poważaniem |
met vriendelijke groet | met vriendelijke groeten | groeten | مع التحية | مع أطيب التحيات |
مع خالص التحية | ขอแสดงความนับถือ | ด้วยความเคารพ | med vänliga hälsningar | med venlig hilsen
""")
# With a comma, above nothing but a name, they close a letter; else they are words.
THANKS = rows("""
thanks | thank you | many thanks | thanks in advance | thanks again | thank you very much | danke |
vielen dank | merci | merci beaucoup | gracias | muchas gracias | obrigado | obrigada | grazie | спасибо |
dziękuję | teşekkürler | terima kasih | cảm ơn
""")
