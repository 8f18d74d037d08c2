using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>BERT's start: weights normal with deviation 0.02, biases 0; norms stay 1 and 0.</summary>
internal static class BertStart
{
    /// <summary>Draws every weight of a module.</summary>
    public static void Draw(nn.Module module)
    {
        using var _ = no_grad();
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (name.EndsWith("bias", StringComparison.Ordinal)) parameter.zero_();
            else if (parameter.ndim == 2) parameter.normal_(0, 0.02);
        }
    }
}
