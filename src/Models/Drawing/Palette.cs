namespace Eegavi.Models.Drawing;

/// <summary>Colours of a drawing. Lines and words that stand on no box are of a middle tone, to be read on white and on black; words on boxes are dark on light.</summary>
/// <param name="Line">Of lines and frames.</param>
/// <param name="Fill">Of boxes.</param>
internal sealed record Palette(string Line, string Fill)
{
    public const string Ink = "#1f2328", Words = "#768390";

    public static readonly Palette Query = new("#2da44e", "#dcf3e2"), Plain = new("#768390", "#f6f8fa"), Frame = new("#8c959f", "#eef1f4"), Loss = new("#d1434b", "#ffe3e0");

    private static readonly Palette[] Others =
    [
        new("#2f81f7", "#e1eefe"), new("#d97b1c", "#fdeeda"), new("#8957e5", "#efe7fd"), new("#1a9a9a", "#dcf4f4"), new("#cf3f91", "#fbe3f0"), new("#a08400", "#f7f2d0"),
    ];

    /// <summary>The colours of the modalities that are read, in their order.</summary>
    public static Palette Of(int place) => Others[place % Others.Length];
}
