using System.Collections;

namespace TorchSharp.Modules
{
    /// <summary>Parameters by name, in the order of adding.</summary>
    public class ParameterDict : torch.nn.Module, IDictionary<string, Parameter>, IList<(string, Parameter)>
    {
        /// <summary>An empty dictionary.</summary>
        public ParameterDict() : base(nameof(ParameterDict))
        {
        }

        /// <summary>The parameter of a name.</summary>
        public Parameter this[string key]
        {
            get => _internal_params[key];
            set => _internal_params[key] = value;
        }

        /// <summary>The entry at a position.</summary>
        public (string, Parameter) this[int index]
        {
            get => _internal_params[index];
            set => _internal_params[index] = value;
        }

        /// <summary>Names in order.</summary>
        public ICollection<string> Keys => _internal_params.Keys;

        /// <summary>Parameters in order.</summary>
        public ICollection<Parameter> Values => _internal_params.Values;

        /// <summary>How many parameters there are.</summary>
        public int Count => _internal_params.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>Names in order.</summary>
        public IEnumerable<string> keys() => _internal_params.Keys;

        /// <summary>Parameters in order.</summary>
        public IEnumerable<Parameter> values() => _internal_params.Values;

        /// <summary>Entries in order.</summary>
        public IEnumerator<(string, Parameter)> items() => _internal_params.GetEnumerator();

        /// <summary>Entries in order.</summary>
        public IEnumerator<(string, Parameter)> GetEnumerator() => _internal_params.GetEnumerator();

        /// <summary>Adds a parameter.</summary>
        public void Add(string key, Parameter value) => _internal_params.Add(key, value);

        /// <summary>Adds a parameter.</summary>
        public void Add((string, Parameter) item) => _internal_params.Add(item);

        /// <summary>Adds a parameter.</summary>
        public void Add(KeyValuePair<string, Parameter> item) => _internal_params.Add(item);

        /// <summary>Inserts an entry.</summary>
        public void Insert(int index, (string, Parameter) item) => _internal_params.Insert(index, item);

        /// <summary>Removes the parameter of a name.</summary>
        public bool Remove(string key) => _internal_params.Remove(key);

        /// <summary>Removes an entry.</summary>
        public bool Remove((string, Parameter) item) => Remove(item.Item1);

        /// <summary>Removes an entry.</summary>
        public bool Remove(KeyValuePair<string, Parameter> item) => Remove(item.Key);

        /// <summary>Removes the entry at a position.</summary>
        public void RemoveAt(int index) => _internal_params.RemoveAt(index);

        /// <summary>Removes all parameters.</summary>
        public void Clear() => _internal_params.clear();

        /// <summary>Removes all parameters.</summary>
        public void clear() => Clear();

        /// <summary>Whether a name is present.</summary>
        public bool ContainsKey(string key) => _internal_params.ContainsKey(key);

        /// <summary>Whether an entry is present.</summary>
        public bool Contains((string, Parameter) item) => IndexOf(item) >= 0;

        /// <summary>Whether an entry is present.</summary>
        public bool Contains(KeyValuePair<string, Parameter> item) => _internal_params.Contains(item);

        /// <summary>The position of an entry, or -1.</summary>
        public int IndexOf((string, Parameter) item) =>
            _internal_params.ToList<(string, Parameter)>().FindIndex(own => own.Item1 == item.Item1 && ReferenceEquals(own.Item2, item.Item2));

        /// <summary>The parameter of a name, if it is present.</summary>
        public bool TryGetValue(string key, out Parameter value) => _internal_params.TryGetValue(key, out value);

        /// <summary>Copies the entries.</summary>
        public void CopyTo((string, Parameter)[] array, int arrayIndex) => _internal_params.CopyTo(array, arrayIndex);

        /// <summary>Copies the entries.</summary>
        public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => _internal_params.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse) => base.named_parameters(recurse);

        /// <inheritdoc/>
        public override bool has_parameter(string target) => base.has_parameter(target);

        /// <inheritdoc/>
        public override Parameter get_parameter(string target) => base.get_parameter(target);

        /// <inheritdoc/>
        protected override void RegisterComponents()
        {
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() =>
            ((IEnumerable<KeyValuePair<string, Parameter>>)_internal_params).GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Parameters by name.</summary>
            public static Modules.ParameterDict ParameterDict(params (string, Modules.Parameter)[] parameters)
            {
                var result = new Modules.ParameterDict();
                foreach (var entry in parameters)
                {
                    result.Add(entry);
                }

                return result;
            }
        }
    }
}
