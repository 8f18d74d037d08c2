using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Models.Inspection;

/// <summary>What a loss saw in a dry run.</summary>
internal sealed class LossWatch
{
    // Losses that project their ends call the projectors so; a shared one is called for each end in turn.
    private const string Anchor = "anchor", Target = "target_";

    /// <summary>Its ends, in their order.</summary>
    public List<LossEndReport> Ends { get; } = [];

    /// <summary>Takes down what comes in.</summary>
    public void Saw(LossInputs inputs)
    {
        Ends.Clear();
        Ends.AddRange(inputs.Ends.Select(end => new LossEndReport(end.Name, Shape(end.Values), null)));
    }

    /// <summary>Takes down what the projectors make of the ends.</summary>
    /// <returns>How to stop.</returns>
    public IEnumerable<Action> WatchProjectors(Module loss)
    {
        foreach (var (name, module) in loss.named_modules())
        {
            var last = name[(name.LastIndexOf('.') + 1)..];
            if (module is not Module<Tensor, Tensor> projector || First(last) is not { } first) continue;
            var calls = 0;
            var hook = projector.register_forward_hook((_, _, y) =>
            {
                var end = first + calls++;
                if (end < Ends.Count) Ends[end] = Ends[end] with { Projected = Shape(y, "P") };
                return y;
            });
            yield return hook.remove;
        }
    }

    private static int? First(string name) => name == Anchor ? 0
        : name.StartsWith(Target, StringComparison.Ordinal) && int.TryParse(name[Target.Length..], CultureInfo.InvariantCulture, out var i) ? i + 1 : null;

    private static NamedShape Shape(Tensor values, string width = "D") => NamedShape.Of(values, (values.ndim == 3 ? "B T " : "B ") + width);
}
