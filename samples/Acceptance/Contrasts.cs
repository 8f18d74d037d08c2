namespace Eegavi.Samples.Acceptance;

/// <summary>One variant must beat another: a ceiling guarantees a gap.</summary>
internal sealed record Contrast(string Study, string Better, string Worse, bool ByAuroc = false);

/// <summary>What must come out at token level, and what must not.</summary>
internal static class Contrasts
{
    /// <summary>Guaranteed by a ceiling. X and F also by AUROC: an additive rule's accuracy may exceed .5, its AUROC may not.</summary>
    public static IReadOnlyList<Contrast> Strict { get; } =
    [
        .. Over("R", "eeg-only", "late-sum", "late-concat", "gated-xattn"),
        .. Over("X", "late-sum", "late-concat", "late-gated", "gated-xattn"),
        .. Over("X", "late-sum", "late-concat", "late-gated", "gated-xattn").Select(c => c with { ByAuroc = true }),
        new("T", "band-0.5s", "late-concat"),
        new("T", "band-0.5s", "no-band"),
        new("T", "band-0.5s", "by-index"),
        .. Over("T4", "no-band", "band-0.5s", "band-2.5s"),
        .. Over("C", "late-sum", "late-concat", "gated-xattn", "competitive"),
        new("F", "film-sidecar", "late-sum"),
        new("F", "film-sidecar", "eeg-only"),
        new("F", "film-sidecar", "late-sum", ByAuroc: true),
        new("F", "film-sidecar", "eeg-only", ByAuroc: true),
    ];

    /// <summary>Variants of R of which none may be declared better than another by more than <see cref="LargestTie"/>.</summary>
    public static IReadOnlyList<(string Variant, string Reference)> Ties { get; } =
        [("late-sum", "late-concat"), ("late-sum", "gated-xattn"), ("late-concat", "gated-xattn")];

    public const double LargestTie = 0.03;

    private static IEnumerable<Contrast> Over(string study, string worse, params string[] better) => better.Select(name => new Contrast(study, name, worse));
}
