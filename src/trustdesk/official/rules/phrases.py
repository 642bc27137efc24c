"""The check phrase of a conversation: three words that only its two sides see, new every day.

The words are our own, everyday things that sound different from each other, and none of them stands in
a list from which wallets make recovery phrases: nobody shall take one for the other.
"""

import hashlib

_EN = """
acorn almond apron badger bagel bakery barley basil beacon beaver birch biscuit bonfire bramble bucket
butterfly camel candle caramel cedar cellar cello cherub clarinet clover cobalt comet compass crayon
crocus daisy drawer ember emerald fern ferry fiddle flannel flute fountain foxglove freckle gazelle
geyser glacier gondola granite gravel grove hammock harp hazel heron hickory honeycomb icicle igloo
indigo iris jasmine jigsaw juniper kettle kingfisher lagoon lantern lavender lighthouse lilac lime linen
locket lotus marigold mitten mosaic mulberry mustard nectar nettle nutmeg oasis opal orchid otter pansy
papaya parsley peacock pebble peony petal pillow pine plum poplar poppy porcelain puffin quartz quilt
raisin raspberry robin rosemary saffron sandal sapphire scarf seagull sequoia sesame slate snowflake
sparrow spruce starfish sunflower tambourine tangerine teapot thimble thistle thyme topaz tulip
turquoise vanilla velour waterfall wicker willow windmill yarrow zephyr zinnia
"""
EN = tuple(_EN.split())
_ZH = """
白鹭 彩虹 茶壶 晨雾 窗台 春笋 翠竹 灯塔 丁香 冬青 杜鹃 帆船 枫叶 凤梨 芙蓉 浮萍 港湾 高粱 鸽子 古琴 桂花
海豚 海棠 荷叶 核桃 红豆 湖泊 蝴蝶 花瓶 画眉 黄莺 火炉 夹竹桃 剪刀 江南 酱油 椒盐 金鱼 锦鲤 橘子 菊花
橄榄 咖啡 孔雀 口琴 葵花 蜡烛 兰草 篮子 老虎 梨花 荔枝 莲藕 凉亭 林荫 铃铛 流星 龙舟 芦苇 罗盘 落叶 麦穗
玫瑰 梅花 蜜蜂 棉花 茉莉 牡丹 木瓜 牧笛 南瓜 泥塑 柠檬 牛奶 暖阳 琵琶 苹果 葡萄 瀑布 蒲公英 棋盘 铅笔
青蛙 清泉 蜻蜓 秋千 泉水 雀鸟 日历 榕树 珊瑚 山楂 扇子 芍药 石榴 柿子 书签 水仙 松鼠 丝绸 算盘 太阳花
檀木 糖果 桃花 陶罐 藤椅 天鹅 田野 铁锚 庭院 陀螺 豌豆 围巾 温泉 梧桐 溪流 喜鹊 夏荷 仙鹤 香草 向日葵
小巷 星空 杏仁 雪松 雪花 胭脂 燕子 杨柳 药草 椰子 夜莺 银杏 樱桃 鹦鹉 油纸伞 鱼竿 玉兰 鸳鸯 圆桌 月饼
云雀 枣树 毡帽 珍珠 芝麻 织布 纸鸢 竹笛 紫藤 棕榈 钟楼 砚台
"""
ZH = tuple(_ZH.split())
OF_A_BRAND = 96
WORDS = 3


def of_brand(brand: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the brand's own list: as many words for every brand, chosen and ordered for each."""
    return tuple(
        sorted(words, key=lambda word: hashlib.blake2b(f"{brand}:{word}".encode()).digest())[:OF_A_BRAND]
    )


def spoken(mark: str, brand: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Turn a keyed hash into a phrase: one of nearly a million."""
    own = of_brand(brand, words)
    drawn = hashlib.blake2b(mark.encode(), digest_size=2 * WORDS).digest()
    return tuple(own[int.from_bytes(drawn[2 * place : 2 * place + 2]) % OF_A_BRAND] for place in range(WORDS))
