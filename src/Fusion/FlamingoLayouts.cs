namespace Eegavi.Fusion;

/// <summary>The names under which flamingo-pytorch and OpenFlamingo publish their modules.</summary>
internal static class FlamingoLayouts
{
    private const string Pytorch = "flamingo-pytorch";
    private const string Open = "open-flamingo";
    // Parallel training leaves "module." before every name; a whole model has its resampler under "perceiver.".
    private static readonly string[] Wrappers = ["module.", "perceiver."];

    /// <summary>The Perceiver resampler: names are ours, but for OpenFlamingo's positions of media items.</summary>
    public static IReadOnlyList<WeightLayout> Resampler { get; } =
    [
        new(Pytorch, new WeightRule("*", "*")) { Prefixes = Wrappers },
        new(Open, new WeightRule("media_pos_emb", "media_time_embs"), new WeightRule("*", "*")) { Prefixes = Wrappers },
    ];

    /// <summary>
    /// The gated cross-attention block: one layer (<c>attn.to_q.weight</c>), or several with a number before each (<c>0.attn.to_q.weight</c>).
    /// It has one context; each of ours starts from it.
    /// </summary>
    public static IReadOnlyList<WeightLayout> Block { get; } = [new(Pytorch, [.. Rules()]), new(Open, [.. Rules()])];

    private static IEnumerable<WeightRule> Rules()
    {
        foreach (var (own, published) in new[] { ("layers.{layer}", "{layer}."), ("layers.0", "") })
        {
            yield return new($"{own}.norm.*", $"{published}attn.norm.*");
            yield return new($"{own}.to_q.weight", $"{published}attn.to_q.weight");
            yield return new($"{own}.branches.{{context}}.to_kv.weight", $"{published}attn.to_kv.weight");
            yield return new($"{own}.branches.{{context}}.to_out.weight", $"{published}attn.to_out.weight");
            yield return new($"{own}.branches.{{context}}.gate.alpha", $"{published}attn_gate");
            yield return new($"{own}.ff_gate.alpha", $"{published}ff_gate");
            yield return new($"{own}.ff.*", $"{published}ff.*");
        }
    }
}
