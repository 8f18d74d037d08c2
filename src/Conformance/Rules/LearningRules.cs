using Eegavi.Plugins;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>A gradient reaches every parameter in some case.</summary>
internal sealed class LearningRule : PartRule
{
    private const int Tries = 6;

    public override string Name => "every parameter learns";

    public override string Remedy => "Use every parameter that is registered, or do not make it where options leave it idle; set requires_grad = false on what is frozen on purpose.";

    public override bool Applies(Subject? subject) => subject is not null;

    public override IEnumerable<string> Check(PartInfo part, Subject? subject, PartSuite suite) =>
        Enumerable.Range(0, subject!.Sets).SelectMany(set => Idle(subject, set)).Distinct().Select(name => $"no gradient ever reaches the parameter '{name}'");

    private static IEnumerable<string> Idle(Subject subject, int set)
    {
        try
        {
            return Idle(subject, new OptionTurns(set, 0, 0));
        }
        catch (ArgumentException) when (set > 0)
        {
            // Choices may contradict the sizes; another rule sees to it that the part's own options work.
            return [];
        }
    }

    private static HashSet<string> Idle(Subject subject, OptionTurns options)
    {
        HashSet<string>? idle = null;
        for (var i = 0; i < Tries && idle is not { Count: 0 }; i++)
        {
            // Some rows lack a modality: what stands for absence learns from those.
            var mask = new Mask(["1111", "1111", "1111", "1111", "1111"]);
            using var trial = new Trial(subject, new(i, options, mask, [mask, i % 2 == 0 ? mask : new(["1111", "0000", "1101", "1111", "1111"]), .. i > 3 ? [mask] : Array.Empty<Mask>()]));
            var reached = trial.Backward(trial.Inputs).Gradients.Where(pair => pair.Gradient is not null).Select(pair => pair.Name).ToHashSet();
            var now = trial.Module.named_parameters().Where(named => named.parameter.requires_grad && !reached.Contains(named.name)).Select(named => named.name).ToHashSet();
            idle = idle is null ? now : [.. idle.Intersect(now)];
        }
        return idle ?? [];
    }
}

/// <summary>Gradients are what finite differences say.</summary>
internal sealed class DifferenceRule : CaseRule
{
    private const double Tolerance = 2e-3;

    // A step may cross the kink of a rectifier, or be lost where a part computes in float32: one of them is right.
    private static readonly double[] StepSizes = [1e-4, 1e-6, 1e-2];

    public override string Name => "gradients are what differences say";

    public override string Remedy => "Where a gradient stops on purpose (detach), stop it wholly; look at functions with a backward of their own, and at values read as numbers (item) on the way.";

    public override bool DrawsOptions => false;

    public override int OneOf => 2;

    public override string? Check(Trial trial)
    {
        trial.Module.to(ScalarType.Float64);
        var inputs = trial.Inputs.Select(strand => strand.Of(ScalarType.Float64).Leaf()).ToList();
        if (Trial.Sum(trial.Call(inputs)) is not { } sum) return null;
        sum.backward();
        Tensor[] parameters = [.. trial.Module.parameters().Where(Reached)];
        return inputs.Where(strand => Reached(strand.Values)).Select(strand => Compare(trial, inputs, $"'{strand.Name}'", strand.Values))
            .Append(parameters.Length > 0 ? Compare(trial, inputs, "all parameters", parameters) : null).FirstOrDefault(problem => problem is not null);
    }

    private static bool Reached(Tensor leaf) => leaf.grad is not null && leaf.numel() > 0;

    // Along one line through all of them.
    private static string? Compare(Trial trial, IReadOnlyList<Strand> inputs, string name, params Tensor[] leaves)
    {
        var directions = leaves.Select(leaf => randn_like(leaf).detach()).Select(random => random / random.norm()).ToList();
        var expected = leaves.Zip(directions).Sum(pair => (pair.First.grad! * pair.Second).sum().ToDouble());
        var slope = 0.0;
        foreach (var step in StepSizes)
        {
            slope = (At(step) - At(-step)) / (2 * step);
            if (Math.Abs(slope - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))) return null;
        }
        return FormattableString.Invariant($"along a line through {name} the gradient says {expected:G4}, differences say {slope:G4}");

        double At(double along)
        {
            Move(along);
            var value = Trial.Sum(trial.Call(inputs))!.ToDouble();
            Move(-along);
            return value;
        }

        void Move(double along)
        {
            using var _ = no_grad();
            foreach (var (leaf, direction) in leaves.Zip(directions)) leaf.add_(direction * along);
        }
    }
}
