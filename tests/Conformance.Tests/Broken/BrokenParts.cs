using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Conformance.Tests.Broken;

/// <summary>A gate that does something to a branch.</summary>
public abstract class BrokenGate(string name) : Module<Tensor, Tensor, Tensor>(name), IGate
{
    public virtual double InitialOpenness => 1;
}

/// <summary>Keeps a tensor at each call.</summary>
[Part("leaking")]
public sealed class LeakingGate() : BrokenGate("leaking")
{
    private static readonly List<Tensor> Kept = [];

    public override Tensor forward(Tensor branch, Tensor query)
    {
        Kept.Add(branch.detach().clone().DetachFromDisposeScope());
        return branch.alias();
    }
}

/// <summary>Leaves what it computes on the way to its caller.</summary>
[Part("untidy")]
public sealed class UntidyGate() : BrokenGate("untidy")
{
    public override Tensor forward(Tensor branch, Tensor query) => branch * 2 / 2;
}

/// <summary>Looks at the other rows.</summary>
[Part("mixing")]
public sealed class MixingGate() : BrokenGate("mixing")
{
    public override Tensor forward(Tensor branch, Tensor query)
    {
        using var scope = NewDisposeScope();
        return (branch - branch.mean([0], keepdim: true)).MoveToOuterDisposeScope();
    }
}

/// <summary>Writes on what it was given.</summary>
[Part("writing")]
public sealed class WritingGate() : BrokenGate("writing")
{
    public override Tensor forward(Tensor branch, Tensor query)
    {
        using var _ = no_grad();
        return branch.detach().mul_(2).alias();
    }
}

/// <summary>Drops in inference too.</summary>
[Part("restless")]
public sealed class RestlessGate() : BrokenGate("restless")
{
    public override Tensor forward(Tensor branch, Tensor query) => functional.dropout(branch, 0.5, training: true);
}

/// <summary>Says that it is closed, and is open.</summary>
[Part("pretending")]
public sealed class PretendingGate() : BrokenGate("pretending")
{
    public override double InitialOpenness => 0;

    public override Tensor forward(Tensor branch, Tensor query) => branch.alias();
}

/// <summary>Reports a mean that is not a number.</summary>
[Part("loud")]
public sealed class LoudGate() : BrokenGate("loud")
{
    public override Tensor forward(Tensor branch, Tensor query)
    {
        Diagnostics.Report("gate", double.NaN);
        return branch.alias();
    }
}

/// <summary>A pooling that does something to tokens.</summary>
public abstract class BrokenPooling(string name) : Module<TokenSequence, Tensor>(name), IPooling
{
    protected static Tensor Mean(Tensor values, Tensor valid, Func<Tensor, Tensor> count)
    {
        using var scope = NewDisposeScope();
        return (Masked.Zero(values, valid).sum(1) / count(valid)).MoveToOuterDisposeScope();
    }
}

/// <summary>Lets masked values through.</summary>
[Part("unmasked")]
public sealed class UnmaskedPooling() : BrokenPooling("unmasked")
{
    public override Tensor forward(TokenSequence tokens) => Mean(tokens.Values, ones_like(tokens.Valid), valid => valid.sum(1, keepdim: true).clamp_min(1));
}

/// <summary>Divides by the number of real tokens, which may be 0.</summary>
[Part("dividing")]
public sealed class DividingPooling() : BrokenPooling("dividing")
{
    public override Tensor forward(TokenSequence tokens) => Mean(tokens.Values, tokens.Valid, valid => valid.sum(1, keepdim: true));
}

/// <summary>Divides by the length.</summary>
[Part("counting")]
public sealed class CountingPooling() : BrokenPooling("counting")
{
    public override Tensor forward(TokenSequence tokens) => Mean(tokens.Values, tokens.Valid, valid => tensor((float)Math.Max(1, valid.shape[1])));
}

/// <summary>A head: one linear map, with something wrong.</summary>
public abstract class BrokenHead : Module<Tensor, Tensor>, IHead
{
    [ComponentName(Name = "linear")] private readonly Linear _linear;

    protected BrokenHead(string name, PartSizes sizes, int more = 0) : base(name) => _linear = Linear(sizes.InputWidth, sizes.Outputs + more);

    public override Tensor forward(Tensor embedding) => Map(embedding);

    protected Tensor Map(Tensor embedding) => _linear.call(embedding);
}

/// <summary>Gives one output too many.</summary>
[Part("generous")]
public sealed class GenerousHead : BrokenHead
{
    public GenerousHead(PartSizes sizes) : base("generous", sizes, more: 1) => RegisterComponents();
}

/// <summary>Lets the engine complain of a wrong width.</summary>
[Part("speechless")]
public sealed class SpeechlessHead : BrokenHead
{
    public SpeechlessHead(PartSizes sizes) : base("speechless", sizes) => RegisterComponents();
}

/// <summary>Has a parameter that nothing uses.</summary>
[Part("idle")]
public sealed class IdleHead : BrokenHead
{
    [ComponentName(Name = "spare")] private readonly Parameter _spare = new(ones(3));

    public IdleHead(PartSizes sizes) : base("idle", sizes) => RegisterComponents();

    public long Spare => _spare.numel();
}

/// <summary>Stops a half of its gradient.</summary>
[Part("stopping")]
public sealed class StoppingHead : BrokenHead
{
    public StoppingHead(PartSizes sizes) : base("stopping", sizes) => RegisterComponents();

    public override Tensor forward(Tensor embedding) => Map(embedding) + Map(embedding).detach();
}

/// <summary>Draws from a generator that no seed reaches.</summary>
[Part("unseeded")]
public sealed class UnseededHead : BrokenHead
{
    [ComponentName(Name = "scale")] private readonly Parameter _scale = new(tensor(Random.Shared.NextSingle()));

    public UnseededHead(PartSizes sizes) : base("unseeded", sizes) => RegisterComponents();

    public override Tensor forward(Tensor embedding) => Map(embedding) * _scale;
}

/// <summary>Keeps a random number that is neither saved nor moved.</summary>
[Part("forgetful")]
public sealed class ForgetfulHead : BrokenHead
{
    private readonly float _scale = rand(1).item<float>();

    public ForgetfulHead(PartSizes sizes) : base("forgetful", sizes) => RegisterComponents();

    public override Tensor forward(Tensor embedding) => Map(embedding) * _scale;
}

/// <summary>Holds a layer in a list, where nobody finds it.</summary>
[Part("unregistered")]
public sealed class UnregisteredHead : BrokenHead
{
    private readonly List<Linear> _more;

    public UnregisteredHead(PartSizes sizes) : base("unregistered", sizes)
    {
        _more = [Linear(sizes.Outputs, sizes.Outputs)];
        RegisterComponents();
    }

    public override Tensor forward(Tensor embedding) => _more[0].call(Map(embedding));
}

/// <summary>Multiplies by a tensor of float32, whatever comes.</summary>
[Part("single")]
public sealed class SingleHead : BrokenHead
{
    public SingleHead(PartSizes sizes) : base("single", sizes) => RegisterComponents();

    public override Tensor forward(Tensor embedding) => Map(embedding).to_type(ScalarType.Float32);
}

/// <summary>Options that tell of more than their part has.</summary>
public sealed record BoastingOptions : ISizedOptions
{
    double ISizedOptions.LeastNumbers(PartSizes sizes) => 1000;
}

/// <summary>Is smaller than its options tell.</summary>
[Part("boasting")]
public sealed class BoastingHead : BrokenHead
{
    public BoastingHead(BoastingOptions options, PartSizes sizes) : base("boasting", sizes)
    {
        _ = options;
        RegisterComponents();
    }
}

/// <summary>Options that refuse themselves.</summary>
public sealed record StubbornOptions : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => [new("expected something else.")];
}

/// <summary>Cannot be made.</summary>
[Part("stubborn")]
public sealed class StubbornHead : BrokenHead
{
    public StubbornHead(StubbornOptions options, PartSizes sizes) : base("stubborn", sizes)
    {
        _ = options;
        RegisterComponents();
    }
}

/// <summary>Keeps every token, and doubles it where products are in half precision.</summary>
[Part("doubling")]
public sealed class DoublingResampler(PartSizes sizes) : Module<MediaTokens, TokenSequence>("doubling"), IResampler
{
    public int OutputWidth => sizes.InputWidth;

    public override TokenSequence forward(MediaTokens media)
    {
        using var scope = NewDisposeScope();
        var values = Masked.Zero(media.Values, media.Valid) * (Precision.Products is null ? 1 : 2);
        return new TokenSequence
        {
            Values = values.flatten(1, 2),
            Valid = media.Valid.flatten(1),
            Seconds = media.Seconds.flatten(1),
            Span = media.Span.flatten(1),
            Item = zeros_like(media.Valid.flatten(1), dtype: ScalarType.Int64),
            Timeless = media.Timeless?.flatten(1),
        }.MoveToOuterDisposeScope();
    }
}

/// <summary>A loss that counts rows without a label, and takes part in one row.</summary>
[Part("unmasked")]
public sealed class UnmaskedLoss() : Module<LossInputs, LossTerm>("unmasked"), ILoss
{
    public override LossTerm forward(LossInputs inputs)
    {
        if (inputs.Targets.Count != 2) throw new ArgumentException("Expected two labels.");
        using var scope = NewDisposeScope();
        var labels = stack(inputs.Targets.Select(target => target.Values.to_type(inputs.Predictions!.dtype)), 1);
        return new((inputs.Predictions! - labels).square().mean().MoveToOuterDisposeScope(), labels.shape[0]);
    }
}

/// <summary>Keeps every query and key, and asks what is masked for its time.</summary>
[Part("prying")]
public sealed class PryingVisibility() : Module<TokenSequence, TokenSequence, Sight>("prying"), IVisibility
{
    public override Sight forward(TokenSequence query, TokenSequence key)
    {
        using var scope = NewDisposeScope();
        var latest = key.Seconds.nan_to_num().sum(1, keepdim: true).unsqueeze(1);
        return new Sight(query.Seconds.unsqueeze(2).lt(latest).expand(-1, -1, key.Seconds.shape[1])).MoveToOuterDisposeScope();
    }
}
