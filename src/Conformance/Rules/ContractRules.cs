using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Before training, what claims to change nothing changes nothing.</summary>
internal sealed class IdentityRule : CaseRule
{
    public override string Name => "it is the identity at the start where it says so";

    public override string Remedy => "Start the gate or the last layer at 0, or do not claim it: StartsAsIdentity of a fusion block, an InitialOpenness of 0 of a gate.";

    public override bool Applies(Subject subject) => subject is FusionSubject or GateSubject;

    public override string? Check(Trial trial)
    {
        using var untrained = trial.Subject.Make(trial.Case);
        untrained.eval();
        var output = trial.Subject.Call(untrained, trial.Inputs)[0];
        return untrained switch
        {
            IFusionBlock { StartsAsIdentity: true } => Difference.Find([trial.Inputs[0] with { Name = "fused" }], [output], 1e-6),
            IGate { InitialOpenness: 0 } => Difference.Find("what a closed gate lets in", zeros_like(output.Values), output.Values, 0),
            _ => null,
        };
    }
}

/// <summary>Diagnostics are finite, and asking for them changes nothing.</summary>
internal sealed class DiagnosticsRule : CaseRule
{
    public override string Name => "diagnostics are finite and change nothing";

    public override string Remedy => "Report with Diagnostics.Report, only while Diagnostics.Wanted; leave out what is a mean over nothing.";

    public override string? Check(Trial trial)
    {
        var silent = trial.Call();
        using var diagnostics = Diagnostics.Collect();
        if (Difference.Find(silent, trial.Call(), 0) is { } problem) return $"while somebody asks, {problem}";
        return diagnostics.Values.Where(pair => !double.IsFinite(pair.Value)).Select(pair => $"'{pair.Key}' is {pair.Value}").FirstOrDefault();
    }
}

/// <summary>What does not fit is refused in a sentence.</summary>
internal sealed class SentenceRule : CaseRule
{
    public override string Name => "what does not fit is refused in a sentence";

    public override string Remedy => "Check axes at the start of forward (Axes.Match, TokenSequence.Check): an ArgumentException that names the axis and both sizes.";

    public override bool DrawsOptions => false;

    // Rules of visibility read clocks alone, and a position's tokens are split into heads before.
    public override bool Applies(Subject subject) => subject is not (VisibilitySubject or PositionSubject);

    public override string? Check(Trial trial)
    {
        for (var i = 0; i < trial.Inputs.Count; i++)
        {
            if (trial.Inputs[i].Values is not { ndim: >= 2 } values || !values.is_floating_point() || trial.Inputs[i].Name == LossSubject.Answer) continue;
            if (Wrong(trial, i, (int)values.ndim - 1, "wider by 1") is { } problem) return problem;
        }
        return null;
    }

    private static string? Wrong(Trial trial, int i, int axis, string how)
    {
        var (strand, size) = (trial.Inputs[i], trial.Inputs[i].Values.shape[axis]);
        if (size == 0) return null;
        var wrong = strand with { Values = cat([strand.Values, strand.Values.narrow(axis, 0, 1)], axis) };
        try
        {
            trial.Call([.. trial.Inputs.Select((input, at) => at == i ? wrong : input)]);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message.Contains($"{size}", StringComparison.Ordinal) && e.Message.Contains($"{size + 1}", StringComparison.Ordinal) ? null
                : $"where '{strand.Name}' is {how}, the sentence does not name both sizes, {size} and {size + 1}: {e.Message}";
        }
        catch (Exception e)
        {
            return $"where '{strand.Name}' is {how} ({size + 1} in place of {size}), it throws {e.GetType().Name}, no ArgumentException: {e.Message.Split('\n')[0]}";
        }
    }
}
