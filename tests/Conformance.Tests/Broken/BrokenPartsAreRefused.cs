namespace Eegavi.Conformance.Tests.Broken;

/// <summary>Every rule can fail, and says what is wrong, where, and what to do.</summary>
public sealed class BrokenPartsAreRefused
{
    private readonly PartSuite _suite = new([typeof(BrokenPartsAreRefused).Assembly]);

    [Theory]
    [InlineData("gate leaking", "no tensor is left after a step", "each step leaves 1 tensors more*")]
    [InlineData("gate untidy", "no tensor is left after a step", "a call leaves 2 tensors in the caller's scope, of which 1 are its results*")]
    [InlineData("gate mixing", "rows do not influence each other", "row 0 alone: row 0 of 'gated' has 0 in place of *")]
    [InlineData("gate writing", "inputs are not modified", "after the call 'branch.values' has *")]
    [InlineData("gate restless", "training and inference differ only where declared", "called twice for inference, row 0 of 'gated' has *")]
    [InlineData("gate pretending", "it is the identity at the start where it says so", "what a closed gate lets in has *in place of 0.*")]
    [InlineData("gate loud", "diagnostics are finite and change nothing", "'gate' is NaN*")]
    [InlineData("pooling unmasked", "what stands under a mask does not matter", "with NaN in place of 7 under the mask, row 0 of 'vector' has NaN*")]
    [InlineData("pooling dividing", "outputs and gradients are finite, whatever is missing", "'vector' is not finite where it is real*")]
    [InlineData("pooling counting", "padding does not matter", "with masked tokens at the end, row 0 of 'vector' has *")]
    [InlineData("head generous", "shapes and types are as declared", "the predictions is [1, 4] in place of [1, 3]*")]
    [InlineData("head speechless", "what does not fit is refused in a sentence", "where 'embedding' is wider by 1 (17 in place of 16), it throws ExternalException*")]
    [InlineData("head idle", "every parameter learns", "no gradient ever reaches the parameter 'spare'*")]
    [InlineData("head stopping", "gradients are what differences say", "along a line through 'embedding' the gradient says *")]
    [InlineData("head unseeded", "the same seed gives the same result", "'scale' of a second part has *")]
    [InlineData("head forgetful", "saved and loaded it gives the same output", "loaded into a part that started from another seed, row 0 of 'predictions' has *")]
    [InlineData("head unregistered", "every parameter and child is registered", "the module at UnregisteredHead._more.[0] is not among its named_modules()*")]
    [InlineData("head single", "it moves to another number type", "in float64, the predictions is of type Float32 in place of Float64*")]
    [InlineData("resampler doubling", "products in half precision are near", "with products in bfloat16, row 0 of 'tokens' has *")]
    [InlineData("head stubborn", "options reject nonsense", "its own options are refused: *expected something else*")]
    [InlineData("head boasting", "it holds what its options tell", "its options tell of 1000 numbers or more; it holds 51.*")]
    [InlineData("head idle", "it is documented", "IdleHead has no summary; parts.md has no row for it under a heading with 'head' in it*")]
    [InlineData("loss unmasked", "what stands under a mask does not matter", "with NaN in place of 7 under the mask, value has NaN*")]
    [InlineData("visibility prying", "what stands under a mask does not matter", "with *row 0 of 'visible' has *")]
    public void Run_APartThatBreaksARule_SaysSo(string part, string rule, string problem) =>
        _suite.Invoking(suite => suite.Run(part, rule)).Should().Throw<ConformanceException>()
            .WithMessage($"The {Kind(part)} '{part.Split(' ')[1]}' (Eegavi.Conformance.Tests.Broken.*) breaks the rule \"{rule}\": {problem}").And.Message.Should().Contain("What to do: ");

    [Fact]
    public void Run_AFailingCase_IsMadeSimple() =>
        _suite.Invoking(suite => suite.Run("pooling counting", "padding does not matter")).Should().Throw<ConformanceException>()
            .WithMessage("*Case: B=1, first 1, others none, seed *; options {}.*");

    [Fact]
    public void Run_UnknownPartOrRule_IsRefused()
    {
        _suite.Invoking(suite => suite.Run("gate none", "it is documented")).Should().Throw<KeyNotFoundException>().WithMessage("Expected a part among *gate leaking*; got 'gate none'.");
        _suite.Invoking(suite => suite.Run("gate loud", "it is nice")).Should().Throw<KeyNotFoundException>().WithMessage("Expected a rule among it is documented; *got 'it is nice'.");
    }

    private static string Kind(string part) => part.Split(' ')[0] is "visibility" ? "visibility rule" : part.Split(' ')[0];
}
