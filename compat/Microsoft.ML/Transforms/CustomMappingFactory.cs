namespace Microsoft.ML
{
    /// <summary>Names an extension, so that a saved model can find it.</summary>
    public abstract class ExtensionBaseAttribute : Attribute
    {
        private protected ExtensionBaseAttribute(string contractName) => ContractName = contractName;

        public string ContractName { get; }
    }
}

namespace Microsoft.ML.Transforms
{
    /// <summary>Says under which name a custom mapping is saved.</summary>
    [AttributeUsage(AttributeTargets.Class, Inherited = false)]
    public sealed class CustomMappingFactoryAttributeAttribute : ExtensionBaseAttribute
    {
        public CustomMappingFactoryAttributeAttribute(string contractName) : base(contractName) => ArgumentException.ThrowIfNullOrEmpty(contractName);
    }

    /// <summary>Makes a transformer out of a mapping that was saved by name.</summary>
    internal interface ICustomMappingFactory
    {
        ITransformer CreateTransformer(string contractName, SchemaDefinitionChanges input, SchemaDefinitionChanges output);
    }

    /// <summary>Gives a custom mapping again that a saved model names.</summary>
    public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory where TSrc : class, new() where TDst : class, new()
    {
        public abstract Action<TSrc, TDst> GetMapping();

        ITransformer ICustomMappingFactory.CreateTransformer(string contractName, SchemaDefinitionChanges input, SchemaDefinitionChanges output) =>
            new CustomMappingTransformer<TSrc, TDst>(GetMapping(), contractName, input.For(typeof(TSrc)), output.For(typeof(TDst)));
    }
}
