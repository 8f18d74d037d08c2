namespace Eegavi.Fusion;

/// <summary>The names under which LAVIS and Hugging Face publish BLIP-2's Q-Former.</summary>
internal static class QFormerLayouts
{
    // What a whole model has beside its Q-Former, whose words are EEG tokens here.
    private static readonly string[] Words = ["embeddings.word_embeddings.*", "embeddings.position_embeddings.*", "embeddings.position_ids"];
    private static readonly string[] LavisRest =
        [.. Words, "cls.*", "visual_encoder.*", "ln_vision.*", "vision_proj.*", "text_proj.*", "itm_head.*", "temp", "opt_*", "t5_*", "llm_*"];
    private static readonly string[] HuggingFaceRest =
        [.. Words, "vision_model.*", "vision_projection.*", "text_projection.*", "itm_head.*", "language_model.*", "language_projection.*"];

    /// <summary>The layouts of a block.</summary>
    /// <param name="options">Its options: what its last layer lacks is ignored.</param>
    /// <param name="contexts">How many contexts it has. One alone has the norm that the published image encoder ends with.</param>
    public static IReadOnlyList<WeightLayout> Of(QFormerOptions options, int contexts)
    {
        var normed = contexts == 1 && options.NormContexts;
        string[] unmade = [.. Unmade(options).Select(part => $"encoder.layer.{options.Depth - 1}.{part}.*")];
        return
        [
            // Parallel training leaves "module." before every name.
            new("lavis", [.. Norm(normed, "ln_vision"), KeyValue("self"), new("*", "*")])
            {
                Prefixes = ["module.", "Qformer.", "bert."],
                Ignored = [.. LavisRest, .. unmade],
            },
            new("hugging-face", [.. Norm(normed, "vision_model.post_layernorm"), .. HuggingFaceNames(), new("*", "*")])
            {
                Prefixes = ["module.", "qformer."],
                Ignored = [.. HuggingFaceRest, .. unmade],
            },
        ];
    }

    private static IEnumerable<WeightRule> HuggingFaceNames()
    {
        yield return new("embeddings.LayerNorm.*", "layernorm.*");
        // As InstructBLIP has it, which reads words.
        yield return new("embeddings.LayerNorm.*", "embeddings.layernorm.*");
        yield return KeyValue("attention");
        yield return new("encoder.layer.{layer}.{kind}.self.*", "encoder.layer.{layer}.{kind}.attention.*");
    }

    private static IEnumerable<WeightRule> Norm(bool normed, string published) => normed ? [new("contexts.adapters.0.0.*", $"{published}.*")] : [];

    private static WeightRule KeyValue(string part)
    {
        var published = $"encoder.layer.{{layer}}.{{kind}}.{part}";
        return new("encoder.layer.{layer}.{kind}.self.key_value.*", $"{published}.key.*", $"{published}.value.*");
    }

    private static string[] Unmade(QFormerOptions options) => options.Returns switch
    {
        QFormerReturn.Queries => ["intermediate", "output"],
        QFormerReturn.Eeg => ["crossattention", "intermediate_query", "output_query"],
        _ => [],
    };
}
