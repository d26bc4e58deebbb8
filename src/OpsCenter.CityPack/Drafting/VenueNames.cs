namespace OpsCenter.CityPack.Drafting;

/// <summary>Makes fictitious names of venues: two characters that sound like a place and a kind of house.</summary>
internal static class VenueNames
{
    private static readonly (string Han, string Latin)[] First =
    [
        ("海", "Hai"), ("晨", "Chen"), ("和", "He"), ("望", "Wang"), ("云", "Yun"), ("松", "Song"), ("清", "Qing"), ("锦", "Jin"), ("春", "Chun"), ("福", "Fu"),
        ("明", "Ming"), ("新", "Xin"), ("金", "Jin"), ("翠", "Cui"), ("祥", "Xiang"), ("瑞", "Rui"), ("景", "Jing"), ("兰", "Lan"), ("竹", "Zhu"), ("梅", "Mei"),
        ("星", "Xing"), ("月", "Yue"), ("朝", "Zhao"), ("东", "Dong"), ("南", "Nan"), ("文", "Wen"), ("康", "Kang"), ("嘉", "Jia"), ("安", "An"), ("乐", "Le"),
    ];

    private static readonly (string Han, string Latin)[] Second =
    [
        ("韵", "yun"), ("风", "feng"), ("晖", "hui"), ("溪", "xi"), ("湾", "wan"), ("园", "yuan"), ("苑", "yuan"), ("泉", "quan"), ("岭", "ling"), ("桥", "qiao"),
        ("林", "lin"), ("庭", "ting"), ("岸", "an"), ("汀", "ting"), ("霞", "xia"), ("舟", "zhou"), ("帆", "fan"), ("石", "shi"), ("泽", "ze"), ("宁", "ning"),
        ("谷", "gu"), ("畔", "pan"), ("轩", "xuan"), ("香", "xiang"), ("澜", "lan"), ("麓", "lu"), ("岩", "yan"), ("波", "bo"), ("塘", "tang"), ("洲", "zhou"),
    ];

    /// <summary>How many different pairs there are.</summary>
    internal static int Count => First.Length * Second.Length;

    /// <summary>The pair of an index, e.g. 海韵 and <c>Haiyun</c>.</summary>
    internal static (string Han, string Latin) Pair(int index)
    {
        var (first, second) = (First[index / Second.Length], Second[index % Second.Length]);
        return (first.Han + second.Han, first.Latin + second.Latin);
    }
}
