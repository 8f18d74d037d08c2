using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Every query sees every key.</summary>
[Part("all")]
public sealed class AllVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    /// <summary>Makes the rule.</summary>
    public AllVisibility() : base("all") { }

    /// <summary>Hides nothing.</summary>
    public override Sight forward(TokenSequence query, TokenSequence key) => Sight.All;
}
