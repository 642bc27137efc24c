"""Where texts of a language lie on the whole, in the numbers of the model: what counts is how they differ.

The mean of every short text of the starter set, as 384 numbers of 16 bits in base64.
"""

import base64

MEANS = {
    "en": base64.b64decode(
        "fikwopan/K2uKkCmjBuTJ0cqziDcKq4jMyyopBOrDSfAKxipzKlbqsolvBlbqkAqziiALD+oSiTYKf+tDqzSp2wpTK"
        "zbKt4qxappqrAsX6qxp+AlsSotLS0q/SdUqt0oAqmcpqqpmCu+IKUquSlJrOKpf6yArH0osCzaoEwNLCecLCcrrSq3"
        "K+Gpq6TKqlwqfh6Op9QjpyZbJaOpZSdkqTGrGKoAq2gn9KlJLIoq9atgK+SgdytdK0Op16oxrAKr36pqKSErQahHK6"
        "OqgSkJrlaofCf3KF6rqinNqrmohCcEK0cpD6s6qM+kiqqQKZKpFCs0qcyqq6cvq+WkUClQKQcmbJ5+Kfkm6SaSKfIq"
        "XCz+p/olkKJFpjCr3Sm1qSIojijPKbcso6PLLRmrniroqLMqUiSmKjioO6wtquUorCpjqkerHK1ApBCsdKgzKM4s6K"
        "u9qKmqmSejqZ4oZ5iYLFSpzSrPLMspz6dBqK6qCqzOqBKskKsCJqkmQ6b4nggpxqmhrGeqlCSrqHEqpytzJyeXdqgm"
        "KeEn9inZJyOs/ynrqNMpTCraqd2s9yrEqm+mQyRlKp+omCGbLK+mDSm7rHOriSgWLBatIaswKmepQqibrBKsiKe4q0"
        "YdnikIKs2pFKhAp3coY6wMLF2mJ6haKKCfBipDKBCtqardqnKo6SgALFQsq6oHJ6slPpU5LScovCl4KLOrUacrrGKn"
        "FKw7JKkq1aoCqpCpqyYXLXypQKhPKuUWGCk7LLIswKBYouEppKg3p6ufVKyAJymrFyzfJlScAisOqPQp5qYYq9Al5y"
        "djrFUoQSUrJ6slaymHK+YptKlrqWUkdiyHDu0lhKjJqoWreKk5pQWqRykcJymqCai9KpQaDSASqPSoeSkDqWOmGqNZ"
        "KiWrvKtxJSIp6qgEKfupq6u9KhmiOqpAKh8sTa1tIYMokacRKOqrtaUkKGQplasmpx0pOyrgKWcrEaPcnZkoWqzNK3"
        "UpHKjboNOmJ6yuq2oqXaqDqLoqyyznJrUq"
    ),
    "zh-CN": base64.b64decode(
        "myvepA6meqwlLMmhBKANKacsmZVwKTqcpi1NmL6sKCbcK2Sq5qEXrIcoUZW0q8cp2yvvKAaqUSj+Kcysq6lLp2Qqsa"
        "unLDYqRqvkqaopDKyHpawnVivzLZomoypiqS0q1qvLpQ6nUiqeJFgqQSNfrJqlpK3WrGorAC2SIgkkuSUMLkwpZizP"
        "Kk6pT5ahqNosAiPbqIYk0pv4J1ipESg8q+itVKqnqBsnAKyhKPoq1ar3KYIluSnwLEGh0apkrL2rX6njKLEqmYw8LM"
        "qqippJrFirkyssK7CsLyboqdeqlChCK/8pR6zGqaYijq37KoOrfSVuqp+oq56gq8mqFSszKUin26CVJjcm9CJWKKIo"
        "SyzsqlYnnqYeqDSm5Skaqi8o8ihWJiwsm6lLK5Gr/SZiq4Mr/SiPK76olKYJqlMr/ilsqvus9Kx8puusl6v8Jbost6"
        "o6pU2ljCltqMEk+hydLBKlTSNQLi4sgaQzqJ+ry6qaqWKozKiWJuUlEZ29pIQqTKsxqjiqtqFRqicqIylPKhEkaam8"
        "IfojkipiHlGtnilWqqIojChFqpusbCvXrBGZJiGaKkSpb52UKUKloSJWreumQiodKpSrQKtRKGurJaYRq/GsyKvhrf"
        "EidCnCKnWsEiEgq4wQOaxjLTGpAqj/KTeg6SnDKOisdakVqziljCpHLJAtlakEKLIj8Bn2LWcqFyskIJKr+aI+rF2l"
        "5Kk+mb0t1KvTqVWpUSlpLuqrKqhsKqsjZSdaKOAsV6hjpAAni6gTpOiiPaBWJWurayqdJTCj5ytRrSsp+amcpTwpsB"
        "nfrhUqTiUCmkQoEixgLUUsoajcqUmZDypRJMcoSamppQaqIaXipo6pTyt5JDOsbKmDLW8mUx6epkqpzCbqqMGnOaqe"
        "KWKsBqqRJtktK55TKlmpcaukJS6gbqYbKu8oyqpRHicrfKhtKuWryqnlKl4qqqw4qb8q6SolLMEoFx2jopwqm61qLN"
        "4pE6veo5Kqtatmrf4pYql0qEAo6CwvKD0r"
    ),
}
